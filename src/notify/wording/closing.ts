import type { Language } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { Notice } from '../../core/words/notice.ts';
import { toldIdsOf } from '../told-as.ts';
import { answerRows } from './answer-rows.ts';
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
  },
  en: {
    call: 'Whom to call',
    operator: 'Operator',
    phone: 'Telephone',
    about: 'About this notice',
    reference: 'Reference',
    incident: 'Incident',
    written: 'Written',
    marking: 'Marking',
    board: 'Board',
  },
} as const;

/** Whom to call, the reference, the marking, how to answer, and the sentences that every outlet bears. */
export function closingParts(
  notice: Notice,
  marking: Marking,
  language: Language,
  context: WordingContext,
): Letter {
  const words = WORDS[language];
  const { publicUrl, standing, timezone } = context;
  const callRows = rowsToCall(notice, language, context);
  // Everybody else gives the reference: the board's ids are for programs.
  const incidents = notice.viewer === 'operator' ? toldIdsOf(notice) : [];
  const rows: [string, string][] = [
    [words.reference, notice.reference],
    ...(incidents.length === 0
      ? []
      : [[words.incident, incidents.slice(0, 5).join(', ')] as [string, string]]),
    [words.written, momentWords(language, timezone).full(notice.at)],
    [words.marking, marking],
    ...(publicUrl === null ? [] : [[words.board, publicUrl] as [string, string]]),
    ...answerRows(notice, language, context),
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

/** Nobody for the operator, who would call himself. */
function rowsToCall(
  { recipient, viewer }: Notice,
  language: Language,
  { operator, phonesOf }: WordingContext,
): readonly [string, string][] {
  if (viewer === 'operator') return [];
  const words = WORDS[language];
  const phones = phonesOf(recipient).map((phone): [string, string] => [
    words.phone,
    phone[language],
  ]);
  if (operator === null) return phones;
  return [[words.operator, `${operator.name[language]} ${operator.contactUrl}`], ...phones];
}
