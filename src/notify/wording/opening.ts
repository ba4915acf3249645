import type { Language, Text } from '../../core/words/language.ts';
import type { Notice } from '../../core/words/notice.ts';
import type { Letter } from './letter.ts';
import { openingSentence } from './opening-sentence.ts';
import type { WordingContext } from './wording-context.ts';

const CODE: Text = { ja: '確認番号', en: 'Number' };

/** Addressee, what kind of letter it is, and what a person adds. */
export function opening(notice: Notice, language: Language, context: WordingContext): Letter {
  const name = notice.recipientName[language];
  const addressee = language === 'ja' ? `${name} 御中` : `To: ${name}`;
  const { remark, code, viewer } = notice;
  const sender = senderWords(context, viewer === 'council', language);
  return [
    { kind: 'paragraph', text: `${addressee}\n${sender}` },
    { kind: 'paragraph', text: openingSentence(notice)[language] },
    ...(remark === null ? [] : [{ kind: 'paragraph' as const, text: remark[language] }]),
    ...(code === null ? [] : [{ kind: 'facts' as const, rows: [[CODE[language], code]] as const }]),
  ];
}

/** The council, but to itself, and who measures for it. */
function senderWords(
  { council, operator }: WordingContext,
  isToCouncil: boolean,
  language: Language,
): string {
  const isJapanese = language === 'ja';
  const name = isJapanese ? '山びこ' : 'Yamabiko';
  const run = operator?.name[language] ?? '';
  const by = run === '' ? name : isJapanese ? `${name}（運用: ${run}）` : `${name} (run by ${run})`;
  const of = isToCouncil ? '' : council[language];
  if (isJapanese) return `差出人: ${[of, by].filter(Boolean).join(' ')}`;
  return `From: ${[by, of].filter(Boolean).join(', ')}`;
}
