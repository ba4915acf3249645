import { besideJa, patternJa } from './pattern-ja.ts';
import { numberIn, words } from './state-parts.ts';
import type {
  CountsState,
  ProberState,
  SinceState,
  SiteState,
  StatePart,
  StateWords,
} from './state-words.ts';

export const STATE_JA: StateWords = {
  pattern: patternJa,
  beside: besideJa,
  counts,
  site,
  prober,
};

const number = numberIn('ja');

function counts({ counts: all, sectors, since }: CountsState): readonly StatePart[] {
  const { targets, success, failure, failureNew } = all;
  const rest = restOf(all);
  if (success === targets) {
    return [number(targets), words('の計測対象すべてが正常に応答しています。')];
  }
  const parts = [number(targets), words('の計測対象のうち、')];
  if (failure === 0) {
    parts.push(number(success), words('が正常に応答しています。'));
  } else {
    parts.push(number(success), words('が正常に応答し、'), number(failure, 'failure'));
    const notes = [
      sectors === null ? '' : `${sectors.toLocaleString('ja')}セプター`,
      since === null ? '' : `最も早いものは${sinceOf(since)}から`,
      failureNew === 0 ? '' : `この1時間以内に始まったもの${failureNew.toLocaleString('ja')}`,
    ].filter((note) => note !== '');
    const note = notes.length === 0 ? '' : `（${notes.join('、')}）`;
    parts.push(words(`は正常な応答を確認できていません${note}。`));
  }
  if (rest.length > 0) parts.push(...rest, words('です。'));
  return parts;
}

function restOf({
  blocked,
  suspect,
  missed,
  waiting,
  maintenance,
  stopped,
}: CountsState['counts']): readonly StatePart[] {
  const named: readonly (readonly [number, string])[] = [
    [blocked, 'は計測を遮断中'],
    [suspect, 'は参考値（判定に使わない失敗）'],
    [missed, 'は未計測'],
    [waiting, 'は計測待ち'],
    [maintenance, 'は計画作業中'],
    [stopped, 'は計測停止中'],
  ];
  return named
    .filter(([n]) => n > 0)
    .flatMap(([n, text], index) => [
      words(index === 0 ? '' : '、'),
      number(n, 'missed'),
      words(text),
    ]);
}

function sinceOf({ at, orEarlier }: SinceState): string {
  return orEarlier ? `${at}以前` : at;
}

function site(state: SiteState): readonly StatePart[] {
  const { since, reason, total, ratio, maintenanceUntil } = state;
  const planned = maintenanceUntil === null ? '' : `計画作業中です（${maintenanceUntil}まで）。`;
  const known = since !== null && !since.orEarlier;
  switch (state.state) {
    case 'success': {
      const compared = ratio === null ? '' : `、24時間の中央値の${ratio}倍`;
      return [
        words(`${planned}${known ? `${since.at}から` : ''}正常に応答しています。直近の応答時間は`),
        { text: total ?? '–', kind: 'number' },
        words(`${compared}です。`),
      ];
    }
    case 'failure':
      return [
        words(planned),
        words(since === null ? '' : `${sinceOf(since)}から`),
        { text: '正常な応答を確認できていません', kind: 'failure' },
        words(reason === null ? '。' : `（${reason}）。`),
      ];
    case 'blocked':
      return [
        words(`${planned}${since === null ? '' : `${sinceOf(since)}から`}`),
        { text: '計測が遮断されています', kind: 'missed' },
        words('。利用者には正常に応答している可能性があります。'),
      ];
    case 'suspect':
      return [
        words(planned),
        { text: '直近の計測は失敗しましたが、参考値です', kind: 'missed' },
        words(
          `${reason === null ? '' : `（${reason}）`}。計測側に疑いがあるため、判定に使いません。`,
        ),
      ];
    case 'missed':
      return [
        words(planned),
        { text: '直近の計測時刻には計測できていません', kind: 'missed' },
        words(reason === null ? '。' : `（${reason}）。`),
      ];
    case null:
      return [words(`${planned}まだ計測していません。`)];
    default:
      return state.state satisfies never;
  }
}

function prober(state: ProberState): readonly StatePart[] {
  const parts: StatePart[] = [];
  const bad = (text: string) => parts.push({ text, kind: 'failure' });
  if (state.workers === 0) bad('計測処理が動いていません。');
  if (state.store !== 'ok') bad(`計測値を保存できていません（保存待ち${state.pending}件）。`);
  if (state.doubt === 'first_probes') bad('計測側の障害の可能性があります。');
  if (state.doubt === 'own_network') bad('計測側の回線の障害の可能性があります。');
  if (state.doubt === 'strained') bad('計測が追いついていません。');
  if (parts.length === 0) {
    parts.push(words('計測と保存は正常に動いています。'));
    if (state.late !== null) {
      parts.push(words('直近5分の計測開始の遅れは、99%が'));
      parts.push({ text: state.late, kind: 'number' }, words('以内です。'));
    }
  }
  if (state.reloadRefused) {
    bad('設定の変更について確認が必要です。');
  }
  return parts;
}
