import type { Text } from '../../core/words/language.ts';
import type { ContactKind } from '../../core/words/recipient.ts';

/** Why an order about telling was not carried out, or nothing written to a contact. */

export const ONLY_TELEPHONES: Text = {
  ja: '連絡先は電話番号だけで、送れるところがありません',
  en: 'it has telephone numbers alone, to which nothing is sent',
};

export const UNVERIFIED: Text = {
  ja: '到達が確かめられていない連絡先です。先に npx yamabiko notify verify で確認番号を送ってください',
  en: 'this contact was not verified; send it a code first (npx yamabiko notify verify)',
};

export const NO_PART_IN_EXERCISES: Text = {
  ja: '訓練や模擬データのお知らせを受ける宛先（notify.exercises）に入っていません',
  en: 'it is not among those who take part in exercises and practice data (notify.exercises)',
};

export const NO_CONTACT_NOW: Text = {
  ja: '設定にない連絡先です（当時の宛先）。訂正は送っていません',
  en: 'no contact of the configuration any more; no correction was sent to it',
};

export const NOTHING_TO_TELL: Text = {
  ja: 'この連絡先へ書くものはなく、書いたものもありません',
  en: 'there is nothing to write to this contact, and nothing was written',
};

export const WRONG_CODE: Text = {
  ja: 'その確認番号は送っていません（番号は最後に送ったものが 14 日間有効です）',
  en: 'no such code was sent (the newest one holds for 14 days)',
};

export const VOID_CODE: Text = {
  ja: '間違った番号が 5 回入力されたため、その確認番号は無効です（notify verify で送り直せます）',
  en: 'wrong codes were given five times, so that none holds any more (notify verify sends another)',
};

export const NOBODY_TOLD: Text = {
  ja: 'この事象について届いたお知らせはないため、訂正するものがありません',
  en: 'no notice about this incident was sent, so there is nothing to correct',
};

export const NOT_ALLOWED: Text = {
  ja: '権限の表により行えません',
  en: 'the table of actions does not allow it',
};

export const UNTIL_PAST: Text = {
  ja: '終わりの時刻が過ぎています',
  en: 'the end lies in the past',
};

export const NO_LIST_FOR: Text = {
  ja: '一覧は運用者と事務局（sector:<id>）のためのものです',
  en: 'the list is for the operator and for secretariats (sector:<id>)',
};

/** `nearest`: what was probably meant; null = nothing is near. */
export function unknownId(what: Text, id: string, nearest: string | null): Text {
  return {
    ja: `${what.ja} ${id} はありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}`,
    en: `there is no ${what.en} ${id}${nearest === null ? '' : ` (did you mean ${nearest}?)`}`,
  };
}

export function noContact(recipient: string, number: number, count: number): Text {
  return {
    ja: `${recipient} の連絡先は ${count} 件で、${number} 番はありません`,
    en: `${recipient} has ${count === 1 ? 'one contact' : `${count} contacts`}, no number ${number}`,
  };
}

export function noChannel(kind: ContactKind): Text {
  return {
    ja: `${kind} で送る設定がありません（yamabiko.yaml の notify.${kind}）`,
    en: `nothing is configured to send by ${kind} (notify.${kind} of yamabiko.yaml)`,
  };
}

/** Numbers with their kinds, for the audit: addresses are not kept there for good. */
export function contactText(kind: ContactKind, number: number | null): string {
  return number === null ? kind : `${kind}, contact ${number}`;
}
