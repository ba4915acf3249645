import type { Text } from '../../core/words/language.ts';
import { NOTICE_WEIGHTS, type NoticeWeight } from '../../core/words/recipient.ts';
import type { Stage } from './stage.ts';

export const WEIGHT_LABELS: Readonly<Record<NoticeWeight, Text>> = {
  slow: { ja: '平常時より遅い', en: 'slower than normal' },
  failing: { ja: '応答を確認できず', en: 'no answer confirmed' },
  pattern: { ja: '広がり', en: 'a pattern' },
};

/** Something lighter than the contact wants to hear of, unless it heard of the matter before. */
export const passFloor: Stage = ({ matter, told }, { contact: { floor } }) => {
  if (told !== null || weighs(matter.weight) >= weighs(floor)) return null;
  const label = WEIGHT_LABELS[floor];
  return {
    stage: 'floor',
    until: null,
    text: {
      ja: `この連絡先へは「${label.ja}」以上の事象だけを送ります`,
      en: `this contact hears of “${label.en}” and above only`,
    },
  };
};

/** Grows with the weight. */
export function weighs(weight: NoticeWeight): number {
  return NOTICE_WEIGHTS.indexOf(weight);
}
