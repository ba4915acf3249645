import type { IncidentEnding } from '../../../core/words/incident.ts';
import { JUDGEMENT_LABELS, type Judgement } from '../../../core/words/judgement.ts';
import type { Text } from '../../../core/words/language.ts';

/** Sentences of timelines. None names a site, a sector or a fact. */

export function becameText(judgement: Judgement, ratio: number | null): Text {
  const label = JUDGEMENT_LABELS[judgement];
  if (judgement !== 'slow' || ratio === null) return { ja: `${label.ja}。`, en: `${label.en}.` };
  const times = ratio.toFixed(1);
  return { ja: `${label.ja}（平常の${times}倍）。`, en: `${label.en} (${times} times normal).` };
}

export function grewText(by: number, active: number): Text {
  return {
    ja: `${by}件が加わり、平常でない計測対象は${active}件になりました。`,
    en: `${by} more: ${active} sites are not normal now.`,
  };
}

export function shrankText(active: number): Text {
  return {
    ja: `平常でない計測対象は${active}件に減りました。`,
    en: `Down to ${active} sites that are not normal.`,
  };
}

export function mergedText(into: string): Text {
  return {
    ja: `より広い事象 ${into} の一部になりました。`,
    en: `It became a part of the wider incident ${into}.`,
  };
}

export const REVIVED: Text = {
  ja: '広い事象は終わりましたが、この計測対象はまだ平常に戻っていません。',
  en: 'The wider incident ended, but this site is not back to normal.',
};

export const ENDED: Readonly<Record<Exclude<IncidentEnding, 'merged'>, Text>> = {
  recovered: { ja: '平常に戻りました。', en: 'Back to normal.' },
  adopted: {
    ja: '続いている応答時間を新しい平常としました。以前の値に戻ったわけではありません。',
    en: 'The response time that lasted was taken as the new normal. It did not go back.',
  },
  withdrawn: {
    ja: '判定を取り下げました。',
    en: 'The judgement was withdrawn.',
  },
};

/** Why a judgement was withdrawn. */
export const WITHDRAWN = {
  network: {
    ja: '計測側の障害の可能性があるため、判定を取り下げました。',
    en: 'The judgement was withdrawn: possibly it was the measuring side.',
  },
  blocked: {
    ja: '計測が遮断されているため、判定を取り下げました。',
    en: 'The judgement was withdrawn: probes are blocked.',
  },
  maintenance: {
    ja: '計画作業の時間に入ったため、判定を取り下げました。',
    en: 'The judgement was withdrawn: planned work has begun.',
  },
  removed: {
    ja: '計測の対象から外れたため、判定を取り下げました。',
    en: 'The judgement was withdrawn: the site is not measured any more.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const PATTERN_ENDED: Text = {
  ja: 'この広がりは見られなくなりました。',
  en: 'This pattern is not seen any more.',
};
