import type { Language } from '../../core/words/language.ts';
import type { NoticeMatter, NoticeSector } from '../../core/words/notice.ts';
import type { ViewerKind } from '../../core/words/viewer.ts';
import type { LetterPart } from './letter.ts';
import { factWords, matterLabels, sectorWords } from './matter-words.ts';
import type { MomentWords } from './moment-words.ts';
import { isOfProber, proberParts } from './prober-part.ts';
import { namedList, troubleList } from './site-list.ts';
import { sitePart } from './site-part.ts';
import { spokenMatters } from './spoken-matters.ts';

const WORDS = {
  ja: {
    before: '先のお知らせでは',
    shared: '共通点',
    sectors: 'セプターごとの状況',
    sites: '該当するサイト',
    wereIn: '該当していたサイト（それまでの判定）',
    others: '名前をお知らせできないサイトも含まれます。',
  },
  en: {
    before: 'Before',
    shared: 'In common',
    sectors: 'By sector',
    sites: 'Sites',
    wereIn: 'Sites that were in it, as judged then',
    others: 'It includes sites that we cannot name to you.',
  },
} as const;

/** All that a letter tells: patterns, then sites. */
export function matterParts(
  matters: readonly NoticeMatter[],
  viewer: ViewerKind,
  language: Language,
  moments: MomentWords,
): readonly LetterPart[] {
  const { patterns, blocks, listed } = spokenMatters(matters, viewer);
  return [
    ...patterns.flatMap((pattern) => [
      { kind: 'heading' as const, text: patternTitle(pattern, language, moments) },
      ...(isOfProber(pattern) ? proberParts(pattern, language) : patternParts(pattern, language)),
    ]),
    ...blocks.map(({ matter, site }) => sitePart(matter, site, language, moments)),
    ...troubleList(WORDS[language].sites, listed, language, moments),
  ];
}

/** What a pattern is, and since when or how long. */
export function patternTitle(
  matter: NoticeMatter,
  language: Language,
  moments: MomentWords,
): string {
  const labels = matterLabels(matter).map((text) => text[language]);
  const label = labels.toReversed().join(language === 'ja' ? '：' : ': ');
  const { ending, endedAt, since } = matter;
  if (endedAt !== null && ending === 'recovered') {
    const lasted = moments.stretch(endedAt - since);
    return language === 'ja'
      ? `${label}（${moments.full(since)} から ${lasted}）`
      : `${label} (from ${moments.full(since)}, for ${lasted})`;
  }
  return language === 'ja'
    ? `${label}（${moments.full(since)} から）`
    : `${label} (since ${moments.full(since)})`;
}

/** What is shared, the sectors, and the sites that the reader may know by name. */
export function patternParts(
  { fact, sectors, sites, hasOthers, ending, before }: NoticeMatter,
  language: Language,
): readonly LetterPart[] {
  const words = WORDS[language];
  const rows: [string, string][] = [
    ...(before === undefined ? [] : [[words.before, before[language]] as [string, string]]),
    ...(fact === null ? [] : [[words.shared, factWords(fact, language)] as [string, string]]),
  ];
  return [
    ...(rows.length === 0 ? [] : [{ kind: 'facts' as const, rows }]),
    ...sectorList(words.sectors, sectors, language),
    ...namedList(ending === null ? words.sites : words.wereIn, sites, language),
    ...(hasOthers && sites.length > 0 ? [{ kind: 'paragraph' as const, text: words.others }] : []),
  ];
}

/** What was released of sectors; nothing where there is none. */
export function sectorList(
  label: string,
  sectors: readonly NoticeSector[],
  language: Language,
): readonly LetterPart[] {
  if (sectors.length === 0) return [];
  return [{ kind: 'list', label, items: sectors.map((sector) => sectorWords(sector, language)) }];
}
