import type { PastWords } from './past-words.ts';

export const PAST_JA: PastWords = {
  fromTo: (from, to) => (to === '' ? `${from} から` : `${from}〜${to}`),
  bandStrip: (most, since, total) =>
    most === null
      ? 'この1日: 示している間はずっと「なし」'
      : `この1日: 最も高い段階は「${most}」（${since} から）、「なし」以外は計 ${total}`,
  toldThen: (when, what) => `${when}: ${what}`,
  noTrouble: 'この1日: 平常と異なる判定はありません',
  noTroubleKnown: 'この1日（分かる時間のみ）: 平常と異なる判定はありません',
  nothingKnown: 'この1日: 計測していないか共有されていないため、分かりません',
  notKnown: '計測していないか、共有されていません',
  inAll: (total) => `計 ${total}`,
  nobodyTroubled: '名前を示す計測対象で、この時点に平常と異なるものはありません。',
  colThatDay: 'その日',
  timeBar: '表示する時点',
  dayBack: '1日前',
  weekBack: '1週間前',
  monthBack: '4週間前',
  dayOn: '1日後',
  hold: '表示を止める',
  backToNow: '現在',
  stepBack: '5分前',
  stepOn: '5分後',
  play: 'この日を再生',
  pause: '一時停止',
  momentOfDay: 'この日の時刻',
  pastTitle: (at) => `過去の表示: ${at}`,
  pastNote:
    '段階は当時公表したもの、名前は現在の共有範囲によります。このページのアドレスが、この時点へのリンクです。',
  untoldPast:
    'この時点には何も公表していません。さかのぼれるのは30日前まで、画面が動いていた間です。',
  nothingTold: 'この時点で段階を示しているセプターはありません。',
  momentUnread: (timezone) =>
    `アドレスの時点（at）を読み取れないため、現在の状況を表示しています。時点は「2026-11-28T12:04」のように書いてください（${timezone} の時刻。末尾に Z を付けると UTC）。`,
  momentNotHere:
    'このページは、アドレスにある過去の時点では表示できません。表示しているのは現在の状況です。さかのぼれるのは「全体の状況」、セプターのページ、計測対象のページです。',
  thatDay: {
    day: 'この時点までの24時間',
    dayEmpty: 'この24時間の計測値はありません。',
    dayChart: (count, failures, p50) =>
      `表示中の時点までの24時間の応答時間のグラフ。計測${count}回、失敗${failures}回、中央値${p50}。`,
    usual: (days) =>
      `帯は、この24時間より前の、保存されている${days}日分の同じ時間帯の応答時間です（上端95%点、破線が中央値、下端5%点）。`,
    usualUnknown:
      'この24時間より前の計測値が保存されていないか、共有されていないため、平常の範囲は示せません。',
    siteIncidents: 'この24時間に起きた、または続いていた事象',
    failureList: 'この24時間の失敗・未計測',
    noFailures: '表示している範囲に失敗・未計測はありません。',
  },
  pastDetailNote:
    'この時点までの24時間に計測した値です。現在の状態はこのページには出ません。このページのアドレスが、この時点へのリンクです。',
  detailToldFrom: (at) =>
    `この計測対象の値は ${at} から共有されています。それより前は、グラフに出ません。`,
  detailUntold: 'この時点では、この計測対象の値はまだ共有されていませんでした。',
  incidentsUnread: '事象を読み込めませんでした。自動で再試行しています。',
  untoldIncidents: '事象をさかのぼれるのは30日前までです。',
  judgementOnlyPast:
    'この計測対象は判定だけが共有されていて、1日の計測値は示せません。この時点の判定は、セプターのページにあります。',
  copyLink: 'この時点へのリンクをコピー',
  linkCopied: 'リンクをコピーしました。',
  save: '保存:',
  saveChart: 'グラフを PNG で',
  saveLastDay: '過去24時間を保存:',
  saveThatDay: 'この日を保存:',
  saveBands: '段階',
  saveRatios: '平常比',
  saveIncidents: '事象',
  saveAllIncidents: '事象の一覧',
  saveSites: '計測対象の一覧',
  display: '壁面表示',
  displayControls: '音と大きさ',
  sound: { on: '音: あり', off: '音: なし', waiting: '音: 待機中' },
  soundNote:
    '音を「あり」にすると、広がりの始まりを上がる2音、終わりを下がる2音で知らせます。個々のサイトでは鳴りません。',
  soundWaits:
    'ブラウザーは、だれかがこのページでキーかボタンを押すまで音を出しません。どれかを押してください。',
  fullScreen: '全画面',
  keys: 'キー操作',
  keysOn: '1文字のキー操作を使う',
  keysList: [
    ['d / w / m', '1日前・1週間前・4週間前'],
    ['D / W / M', '1日後・1週間後・4週間後'],
    ['← / →', '5分前・5分後（過去の表示中）'],
    ['p', '再生・一時停止（過去の表示中）'],
    ['n', '現在へ'],
    ['/', '検索欄へ'],
  ],
};
