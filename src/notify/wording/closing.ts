import type { Language } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { Notice } from '../../core/words/notice.ts';
import type { Letter } from './letter.ts';
import { momentWords } from './moment-words.ts';
import type { WordingContext } from './wording-context.ts';

const WORDS = {
  ja: {
    call: '連絡先',
    operator: '計測の運用者',
    phone: '電話',
    about: 'このお知らせについて',
    reference: '照会番号',
    incident: '事象番号',
    written: '作成',
    marking: '取扱区分',
    board: '画面',
    stop: '計測や通知を止めるには',
    how: (where: string) =>
      `このお知らせの照会番号を添えて、運用者（${where}）または事務局へご連絡ください。計測は1分以内に止まります。`,
    nowhere: '運用者または事務局へ、照会番号を添えてご連絡ください。計測は1分以内に止まります。',
  },
  en: {
    call: 'Whom to call',
    operator: 'Who measures',
    phone: 'Telephone',
    about: 'About this notice',
    reference: 'Reference',
    incident: 'Incident',
    written: 'Written',
    marking: 'Marking',
    board: 'Board',
    stop: 'To stop measuring or notices',
    how: (where: string) =>
      `give this notice’s reference to the operator (${where}) or your secretariat; measuring stops within a minute.`,
    nowhere:
      'give the reference to the operator or your secretariat; measuring stops within a minute.',
  },
} as const;

/** Whom to call, how to stop, the reference, the marking, and the sentences that every outlet bears. */
export function closingParts(
  notice: Notice,
  marking: Marking,
  language: Language,
  context: WordingContext,
): Letter {
  const words = WORDS[language];
  const { operator, publicUrl, standing, phonesOf, timezone } = context;
  const phones = phonesOf(notice.recipient);
  const incidents = [...new Set(notice.matters.map(({ incident }) => incident))];
  const where = operator?.contactUrl ?? null;
  const callRows: [string, string][] = [
    ...(operator === null
      ? []
      : [
          [words.operator, `${operator.name[language]} ${operator.contactUrl}`] as [string, string],
        ]),
    ...phones.map((phone): [string, string] => [words.phone, phone]),
  ];
  const rows: [string, string][] = [
    [words.reference, notice.reference],
    ...(incidents.length === 0
      ? []
      : [[words.incident, incidents.slice(0, 5).join(', ')] as [string, string]]),
    [words.written, momentWords(language, timezone).full(notice.at)],
    [words.marking, marking],
    ...(publicUrl === null ? [] : [[words.board, publicUrl] as [string, string]]),
    [words.stop, where === null ? words.nowhere : words.how(where)],
  ];
  return [
    ...(callRows.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: words.call },
          { kind: 'facts' as const, rows: callRows },
        ]),
    { kind: 'heading', text: words.about },
    { kind: 'facts', rows },
    { kind: 'paragraph', text: standing.map((sentence) => sentence[language]).join('\n') },
  ];
}
