import type { Text } from '../core/words/language.ts';

/** Why nothing is written to a contact. */

export const TELEPHONE: Text = {
  ja: '電話番号です。人が掛けるためのもので、お知らせは送りません',
  en: 'a telephone number, for people to call: nothing is sent to it',
};

/** The gate has the last word. */
export const CLOSED_BY_GATE: Text = {
  ja: '共有の規則により、この連絡先へは送れません',
  en: 'the sharing rules do not let it go to this contact',
};
