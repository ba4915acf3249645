import type { CountsDto } from '../dto.ts';
import type { Catalogue, SummaryPart } from './catalogue.ts';

export const CATALOGUE_JA: Catalogue = {
  product: '山びこ',
  tagline: '公開サイトの応答計測',
  practice: '模擬データ',
  practiceNote: '表示中の計測対象はすべて模擬サイトです。実在の組織のものではありません。',
  oneVantage: '観測点1か所による計測',
  vantage: '観測点',
  switchLanguage: 'Switch to English',
  otherLanguage: 'English',
  loading: '読み込んでいます…',
  failedToLoad: '計測値を読み込めませんでした。自動で再試行しています。',
  noSuchPage: 'このページはありません。',
  noSuchTarget: 'この計測対象はありません。',
  backToOverview: '全体の状況',
  skipToContent: '本文へ移動',

  live: '自動更新中',
  polling: '15秒ごとに更新中',
  connecting: '接続しています…',
  updatedAgo: (age) => `${age}に更新`,
  staleBanner: (age, at) =>
    `${age}から更新が届いていません。表示しているのは${at}時点の値で、現在の状況ではありません。`,
  doubtBanner: {
    first_probes: (series, since) =>
      `計測側の障害の可能性があります。${since}の起動から計測した${series}系列がすべて失敗しています。計測機の回線と名前解決をまず確認してください。応答が一つも得られないうちの失敗は参考値とし、判定に使いません。`,
  },
  asOf: (at) => `${at} 時点`,
  ago: (seconds) =>
    seconds < 120
      ? `${seconds}秒前`
      : seconds < 7200
        ? `${Math.floor(seconds / 60)}分前`
        : `${Math.floor(seconds / 3600)}時間前`,

  overviewTitle: '全体の状況',
  sites: (n) => `${n}サイト`,
  summary,
  summaryNothing: '計測対象がまだありません。',
  staleSites: (n) => `${n}件は計測値が古くなっています`,
  attention: '失敗・未計測の計測対象',
  search: '構成員名・ID・URLで絞り込む',
  show: '表示',
  showAll: 'すべて',
  showTroubled: '失敗・未計測のみ',
  order: '並び順',
  orderListed: '登録順',
  orderSlowest: '遅い順',
  orderName: '名前順',
  more: (n) => `ほか${n}件を表示`,
  fewer: '一部だけ表示',
  noMatch: '条件に合う計測対象はありません。',
  median: '中央値',
  answered: (n, all) => `${all}件中${n}件成功`,
  dayStrip: '直近24時間の失敗の割合（1時間ごと）',
  cell: (hour, success, failure, missed) =>
    `${hour}台：成功${success}、失敗${failure}、未計測${missed}`,
  waiting: '計測待ち',
  staleMark: '計測値が古い',
  colSite: '計測対象',
  colPhases: '応答時間の内訳',
  colTotal: '応答時間',
  colRecent: '推移',
  colAnswer: '応答',
  colAt: '計測時刻',
  recentLabel: (n) => `直近${n}回の応答時間の推移`,
  phasesLabel: '内訳',
  beyondScale: '目盛りの範囲外',

  lastProbe: '直近の計測',
  keptProbes: '保存されている計測',
  keptNote: '系列ごとに、直近の成功3件と失敗10件の詳細を保存しています。',
  confirmation: '確認のための再計測',
  happenedSuccess: (at, total) => `${at}の計測は成功しました。応答時間は${total}です。`,
  happenedLongest: (phase, ms, percent) => `最も長い区間は${phase}で、${ms}（${percent}）でした。`,
  happenedFailure: (at) => `${at}の計測は失敗しました。`,
  happenedIn: (phase) => `失敗したとき、${phase}の途中でした。`,
  happenedMissed: (at) => `${at}の計測は行われませんでした。`,
  blame: '切り分け',
  phase: '区間',
  duration: '時間',
  notDone: '実施せず',
  unfinished: '途中で失敗',
  total: '合計',
  hop: (n, of) => `転送 ${n}／${of}`,
  noProbeYet: 'まだ計測されていません。',
  noRecordYet: '詳細が保存されている計測はまだありません。',
  facts: '応答の詳細',
  factStatus: '応答コード',
  factProtocol: 'プロトコル',
  factTls: 'TLSの版',
  factPeer: '接続先アドレス',
  factFamily: 'IPの版',
  factBody: '本文',
  factBytes: (n) => `${n} バイト`,
  factTruncated: '（上限まで読んで終了）',
  factServer: 'サーバ種別',
  factTtfb: '先頭バイトまで',
  factQueue: '開始までの待ち',
  factScheduled: '計測時刻',
  factDetail: 'エラーの詳細',
  certificate: '証明書',
  certificateNone: 'この計測では証明書が提示されていません。',
  certificateSubject: '発行先',
  certificateIssuer: '発行者',
  certificateValid: '有効期間',
  certificateDays: (n) => `残り${n}日`,
  certificateExpired: (n) => `${n}日前に期限切れ`,
  certificateOk: '検証済み',
  certificateBad: (code) => `検証できず（${code}）`,
  certificateFingerprint: 'SHA-256指紋',
  settings: '計測の設定',
  settingUrl: 'URL',
  settingPractice: (profile) => `模擬サイト（${profile}）`,
  settingSchedule: '計測の周期（cron）',
  settingTimeout: '制限時間',
  settingConsent: '共有範囲',
  settingId: 'ID',
  consent: {
    own: '構成員と運用者のみ',
    counted: '集計にのみ含める',
    sector: 'セプター内で名前を示す',
    named: '分野を越えて名前を示す',
  },

  day: '直近24時間',
  dayTotal: '応答時間',
  dayPhases: '区間の積み上げ',
  dayEmpty: 'この24時間の計測値はまだありません。',
  zone: (zone) => `時刻は${zone}`,
  count: '計測',
  failures: '失敗',
  missed: '未計測',
  p50: '中央値',
  p95: '95%点',
  p99: '99%点',
  range: '最小–最大',
  dayChart: (count, failures, p50) =>
    `直近24時間の応答時間のグラフ。計測${count}回、失敗${failures}回、中央値${p50}。`,
  chartHint: '横にドラッグすると拡大、ダブルクリックで戻ります。',
  hourly: '1時間ごとの表',
  hour: '時刻',
  failureList: '直近24時間の失敗・未計測',
  noFailures: '直近24時間に失敗・未計測はありません。',
  at: '時刻',
  result: '結果',
};

function summary(counts: CountsDto): readonly SummaryPart[] {
  const number = (n: number) => n.toLocaleString('ja');
  const parts: SummaryPart[] = [
    { text: number(counts.targets), kind: 'number' },
    { text: 'の計測対象のうち、', kind: 'words' },
    { text: number(counts.success), kind: 'number' },
    { text: 'が成功', kind: 'words' },
  ];
  if (counts.failure > 0) {
    parts.push({ text: '、', kind: 'words' }, { text: number(counts.failure), kind: 'failure' });
    parts.push({ text: 'が失敗', kind: 'words' });
  }
  if (counts.missed > 0) {
    parts.push({ text: '、', kind: 'words' }, { text: number(counts.missed), kind: 'missed' });
    parts.push({ text: 'が未計測', kind: 'words' });
  }
  if (counts.waiting > 0) {
    parts.push({ text: '、', kind: 'words' }, { text: number(counts.waiting), kind: 'missed' });
    parts.push({ text: 'が計測待ち', kind: 'words' });
  }
  parts.push({ text: 'です。', kind: 'words' });
  return parts;
}
