import type { Language } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { Notice } from '../../core/words/notice.ts';
import { closingParts } from './closing.ts';
import { firstChecks } from './first-checks.ts';
import type { Letter, LetterPart } from './letter.ts';
import { matterParts, patternParts, patternTitle, sectorList } from './matter-parts.ts';
import { type MomentWords, momentWords } from './moment-words.ts';
import { opening } from './opening.ts';
import { isOfProber, PROBER_CHECKS } from './prober-part.ts';
import { exerciseMark } from './subject.ts';
import type { WordingContext } from './wording-context.ts';

const HEADINGS = {
  ja: {
    alone: 'ほかのサイトの状況',
    check: 'まず確かめること',
    own: '貴団体のセプターの状況',
  },
  en: {
    alone: 'Is it only us?',
    check: 'What to look at first',
    own: 'Your own sector',
  },
} as const;

/** The whole letter, complete in itself. */
export function noticeLetter(
  notice: Notice,
  marking: Marking,
  language: Language,
  context: WordingContext,
): Letter {
  const moments = momentWords(language, context.timezone);
  const marked = markedParts(notice, language);
  return [
    ...marked,
    ...opening(notice, language, context),
    ...matterParts(notice.matters, notice.viewer, language, moments),
    ...aloneParts(notice, language, moments),
    ...checkParts(notice, language),
    ...closingParts(notice, marking, language, context),
    ...marked,
  ];
}

/** What there is to tell, the marks and the standing sentence: nothing for whom, nor what to do. */
export function briefLetter(
  { matters, viewer, ...notice }: Notice,
  language: Language,
  { timezone, standing }: WordingContext,
): Letter {
  const marked = markedParts(notice, language);
  return [
    ...marked,
    ...matterParts(matters, viewer, language, momentWords(language, timezone)),
    { kind: 'paragraph', text: standing.map((sentence) => sentence[language]).join('\n') },
    ...marked,
  ];
}

/** First and last in the letter of an exercise. */
function markedParts(notice: Pick<Notice, 'exercise' | 'kind'>, language: Language): Letter {
  const mark = exerciseMark(notice, language).trim();
  return mark === '' ? [] : [{ kind: 'paragraph', text: mark }];
}

/** Of a member's own trouble: what else is known to be so. */
function aloneParts(
  notice: Notice,
  language: Language,
  moments: MomentWords,
): readonly LetterPart[] {
  const isOwn = notice.viewer === 'member' && notice.matters.some(({ ending }) => ending === null);
  if (!isOwn) return [];
  const words = HEADINGS[language];
  const patterns = notice.around.flatMap((matter) => [
    { kind: 'paragraph' as const, text: patternTitle(matter, language, moments) },
    ...patternParts(matter, language),
  ]);
  const said = new Set(notice.around.flatMap(({ sectors }) => sectors.map(({ id }) => id)));
  const own = notice.sectors.filter(({ id }) => !said.has(id));
  return [
    { kind: 'heading', text: words.alone },
    ...(patterns.length === 0 ? [{ kind: 'paragraph' as const, text: ALONE[language] }] : patterns),
    ...sectorList(words.own, own, language),
  ];
}

const ALONE = {
  ja: '今のところ、お知らせできるほかのサイトへの広がりはありません。',
  en: 'So far there is no pattern with other sites that we could tell you of.',
} as const;

function checkParts({ matters, viewer }: Notice, language: Language): readonly LetterPart[] {
  const open = matters.filter(({ ending }) => ending === null);
  const ofSites = viewer === 'member' ? open.flatMap(({ sites }) => sites) : [];
  const checks = [
    ...(open.some(isOfProber) ? PROBER_CHECKS : []),
    ...ofSites.flatMap(({ detail }) => (detail === null ? [] : firstChecks(detail))),
  ];
  const items = [...new Set(checks.map((text) => text[language]))];
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: HEADINGS[language].check },
    { kind: 'list', items },
  ];
}
