import { JUDGEMENT_LABELS } from '../../core/words/judgement.ts';
import type { Language } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { Notice, NoticeMatter } from '../../core/words/notice.ts';
import { closingParts } from './closing.ts';
import { firstChecks } from './first-checks.ts';
import type { Letter, LetterPart } from './letter.ts';
import { factWords, matterLabel, sectorWords } from './matter-words.ts';
import { type MomentWords, momentWords } from './moment-words.ts';
import { opening } from './opening.ts';
import { sitePart } from './site-part.ts';
import { exerciseMark } from './subject.ts';
import type { WordingContext } from './wording-context.ts';

/** Sites that a letter lists; the rest is counted. */
const MOST_SITES = 50;

const HEADINGS = {
  ja: {
    alone: 'ほかのサイトの状況',
    check: 'まず確かめること',
    sectors: 'セプターの状況',
    shared: '共通点',
    sites: '該当するサイト',
    more: (n: number) => `ほか ${n} 件`,
    others: '名前をお知らせできないサイトも含まれます。',
  },
  en: {
    alone: 'Is it only us?',
    check: 'What to look at first',
    sectors: 'How sectors do',
    shared: 'In common',
    sites: 'Sites',
    more: (n: number) => `${n} more`,
    others: 'Others are in it that are not named to you.',
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
  const mark = exerciseMark(notice, language).trim();
  const marked: Letter = mark === '' ? [] : [{ kind: 'paragraph', text: mark }];
  return [
    ...marked,
    ...opening(notice, language, context),
    ...notice.matters.flatMap((matter) => matterParts(matter, language, moments)),
    ...aloneParts(notice, language, moments),
    ...checkParts(notice, language),
    ...closingParts(notice, marking, language, context),
    ...marked,
  ];
}

function matterParts(
  matter: NoticeMatter,
  language: Language,
  moments: MomentWords,
): readonly LetterPart[] {
  const [site] = matter.sites;
  if (matter.key.startsWith('site:') && site !== undefined) {
    return [sitePart(matter, site, language, moments)];
  }
  return [
    { kind: 'heading', text: patternTitle(matter, language, moments) },
    ...patternParts(matter, language),
  ];
}

function patternTitle(matter: NoticeMatter, language: Language, moments: MomentWords): string {
  const label = matterLabel(matter)[language];
  const { endedAt, since } = matter;
  if (endedAt !== null) {
    const lasted = moments.stretch(endedAt - since);
    return language === 'ja'
      ? `${label}（${moments.full(since)} から ${lasted}）`
      : `${label} (from ${moments.full(since)}, for ${lasted})`;
  }
  return language === 'ja'
    ? `${label}（${moments.full(since)} から）`
    : `${label} (since ${moments.full(since)})`;
}

function patternParts(
  { fact, sectors, sites, hasOthers }: NoticeMatter,
  language: Language,
): readonly LetterPart[] {
  const words = HEADINGS[language];
  const named = sites
    .slice(0, MOST_SITES)
    .map(
      ({ memberName, target, judgement }) =>
        `${memberName[language]} ${target} (${JUDGEMENT_LABELS[judgement][language]})`,
    );
  const left = sites.length - named.length;
  return [
    ...(fact === null
      ? []
      : [{ kind: 'facts' as const, rows: [[words.shared, factWords(fact, language)]] as const }]),
    ...(sectors.length === 0
      ? []
      : [{ kind: 'list' as const, items: sectors.map((sector) => sectorWords(sector, language)) }]),
    ...(named.length === 0
      ? []
      : [{ kind: 'list' as const, items: left === 0 ? named : [...named, words.more(left)] }]),
    ...(hasOthers && named.length > 0 ? [{ kind: 'paragraph' as const, text: words.others }] : []),
  ];
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
  const sectors = notice.sectors.map((sector) => sectorWords(sector, language));
  return [
    { kind: 'heading', text: words.alone },
    ...(patterns.length === 0 ? [{ kind: 'paragraph' as const, text: ALONE[language] }] : patterns),
    ...(sectors.length === 0 ? [] : [{ kind: 'list' as const, items: sectors }]),
  ];
}

const ALONE = {
  ja: '今のところ、お知らせできるほかのサイトへの広がりはありません。',
  en: 'So far there is no pattern with other sites that we could tell you of.',
} as const;

function checkParts({ matters, viewer }: Notice, language: Language): readonly LetterPart[] {
  if (viewer !== 'member') return [];
  const open = matters.filter(({ ending }) => ending === null);
  const details = open.flatMap(({ sites }) => sites.flatMap(({ detail }) => detail ?? []));
  const items = [...new Set(details.flatMap(firstChecks).map((text) => text[language]))];
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: HEADINGS[language].check },
    { kind: 'list', items },
  ];
}
