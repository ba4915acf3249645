import type { Text } from './language.ts';

/**
 * How it stands between an incident and somebody who is to know of it: whom somebody has to call comes
 * first. `not_reached`: a notice was written and did not arrive, or there is no way; `not_told`: none was
 * written; `on_its_way`: no channel has refused it yet.
 */
export const TOLD_STATES = [
  'not_reached',
  'not_told',
  'on_its_way',
  'told',
  'acknowledged',
] as const;
export type ToldState = (typeof TOLD_STATES)[number];

export const TOLD_LABELS: Readonly<Record<ToldState, Text>> = {
  not_reached: { ja: '届いていない', en: 'Not reached' },
  not_told: { ja: 'お知らせしていない', en: 'Not told' },
  on_its_way: { ja: '送信中', en: 'On its way' },
  told: { ja: 'お知らせ済み（受け取り未確認）', en: 'Told, not acknowledged' },
  acknowledged: { ja: '受け取り確認済み', en: 'Acknowledged' },
};
