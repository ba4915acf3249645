import type { Text } from './language.ts';
import {
  NOTE_SUBJECT_LENGTH,
  NOTE_TEXT_LENGTH,
  NOTES_OF_DAY,
  NOTES_OF_OFFICE,
  type NoteRefusal,
} from './note.ts';

/** What is said of a note that was not written or ended. */
export const NOTE_REFUSAL_TEXTS: Readonly<Record<NoteRefusal, Text>> = {
  note_red: {
    ja: 'TLP:RED はその場にいる人だけに向けた区分のため、この画面では扱いません。',
    en: 'TLP:RED is for those in the room alone; nothing so marked is put on this board.',
  },
  note_stays_in_office: {
    ja: 'TLP:AMBER+STRICT の内容は自組織の中だけで扱います。ほかへ送る場合は、取扱区分を選び直してください。',
    en: 'What is marked TLP:AMBER+STRICT stays in your own office. Choose another marking to send it on.',
  },
  note_stays_in_sector: {
    ja: 'TLP:AMBER の内容は1つのセプターの中だけで扱います。ほかのセプターや協議会へも送る場合は、TLP:GREEN にしてください。',
    en: 'What is marked TLP:AMBER stays inside one sector. Mark it TLP:GREEN to send it to others or to the council, too.',
  },
  note_clear_of_council: {
    ja: 'TLP:CLEAR にできるのは協議会だけです。',
    en: 'Only the council marks a note TLP:CLEAR.',
  },
  note_to_nobody: {
    ja: '宛先を1つ以上選んでください。',
    en: 'Choose one addressee or more.',
  },
  note_addressee_denied: {
    ja: 'ほかのセプターの構成員へ直接は送れません。そのセプターの事務局へ送ってください。',
    en: 'Members of another sector are not written to directly. Write to its secretariat.',
  },
  note_addressee_unknown: {
    ja: '宛先のセプターが見つかりません。画面を読み込み直してください。',
    en: 'There is no such sector to write to. Load the page anew.',
  },
  note_subject_wrong: {
    ja: `件名を ${NOTE_SUBJECT_LENGTH} 文字までの 1 行で入力してください。`,
    en: `Give a subject in one line of up to ${NOTE_SUBJECT_LENGTH} characters.`,
  },
  note_text_wrong: {
    ja: `本文を ${NOTE_TEXT_LENGTH} 文字までで入力してください。制御文字は使えません。`,
    en: `Give a text of up to ${NOTE_TEXT_LENGTH} characters, without control characters.`,
  },
  note_until_wrong: {
    ja: '期限は、今から 366 日以内の時刻にしてください。',
    en: 'The end has to be within the next 366 days.',
  },
  notes_full: {
    ja: `終わっていないものが ${NOTES_OF_OFFICE} 件になっています。古いものを取り下げるか、済みにしてください。`,
    en: `There are ${NOTES_OF_OFFICE} that have not ended. Withdraw old ones first, or mark them as done.`,
  },
  notes_of_day_full: {
    ja: `1 つの組織で書けるのは、24 時間に ${NOTES_OF_DAY} 件までです。時間をおいて書いてください。`,
    en: `An office writes ${NOTES_OF_DAY} within 24 hours at most. Write it later.`,
  },
  note_over: {
    ja: 'すでに取り下げられたか、済みになっています。画面を読み込み直してください。',
    en: 'It was withdrawn or marked as done before. Load the page anew.',
  },
};
