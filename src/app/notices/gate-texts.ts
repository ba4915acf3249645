import type { Text } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { Halt } from '../../notify/stages/stage.ts';

function refusal(text: Text): Halt {
  return { stage: 'gate', until: null, text };
}

/** About others, and more than the channel is for. */
export function tooHigh(ceiling: Marking): Halt {
  return refusal({
    ja: `この連絡先で送れる取扱区分（${ceiling} まで）を超えるため、送りません`,
    en: `not sent to this contact: it is above its ceiling, ${ceiling}`,
  });
}

export const NOT_RELEASED: Halt = refusal({
  ja: '公表する範囲の影響に現れていないため、この連絡先へは送りません',
  en: 'not told to this contact: the released bands do not show it',
});
