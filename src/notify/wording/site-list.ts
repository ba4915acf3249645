import { JUDGEMENT_LABELS } from '../../core/words/judgement.ts';
import type { Language, Text } from '../../core/words/language.ts';
import type { NoticeSite } from '../../core/words/notice.ts';
import type { LetterPart } from './letter.ts';
import { ENDING_LABELS } from './matter-words.ts';
import type { MomentWords } from './moment-words.ts';
import { MOST_SITES, type SpokenSite } from './spoken-matters.ts';

/** A site in a list, and what is said of it in brackets. */
interface Line {
  readonly site: NoticeSite;
  readonly said: string;
}

/** Sites of a pattern with their judgements, a line each member; nothing where none is named. */
export function namedList(
  label: string,
  sites: readonly NoticeSite[],
  language: Language,
): readonly LetterPart[] {
  const lines = sites.map((site) => ({ site, said: JUDGEMENT_LABELS[site.judgement][language] }));
  return siteList(label, lines, language);
}

/** Sites in trouble by themselves, each with since or until when. */
export function troubleList(
  label: string,
  sites: readonly SpokenSite[],
  language: Language,
  moments: MomentWords,
): readonly LetterPart[] {
  const lines = sites.map((each) => ({ site: each.site, said: saidOf(each, language, moments) }));
  return siteList(label, lines, language);
}

function saidOf({ matter, site }: SpokenSite, language: Language, moments: MomentWords): string {
  const { ending, endedAt } = matter;
  const isJapanese = language === 'ja';
  if (ending !== null && endedAt !== null) {
    const said = ENDING_LABELS[ending][language];
    return isJapanese ? `${said}、${moments.short(endedAt)}` : `${said}, ${moments.short(endedAt)}`;
  }
  const judged = JUDGEMENT_LABELS[site.judgement][language];
  const since = moments.short(site.from);
  return isJapanese ? `${judged}、${since} から` : `${judged} since ${since}`;
}

function siteList(label: string, lines: readonly Line[], language: Language): LetterPart[] {
  if (lines.length === 0) return [];
  const shown = Map.groupBy(lines.slice(0, MOST_SITES), ({ site }) => site.member);
  const items = [...shown.values()].map((ofMember) => memberLine(ofMember, language));
  const left = lines.length - MOST_SITES;
  return [{ kind: 'list', label, items: left > 0 ? [...items, more(left)[language]] : items }];
}

function memberLine(lines: readonly Line[], language: Language): string {
  const name = lines[0]?.site.memberName[language] ?? '';
  const [separator, colon] = language === 'ja' ? ['、', '：'] : [', ', ': '];
  return `${name}${colon}${lines.map((line) => siteWords(line, language)).join(separator)}`;
}

function siteWords({ site, said }: Line, language: Language): string {
  const name = site.detail?.url ?? site.target;
  return language === 'ja' ? `${name}（${said}）` : `${name} (${said})`;
}

function more(left: number): Text {
  return { ja: `ほか ${left} サイト`, en: `and ${left} more ${left === 1 ? 'site' : 'sites'}` };
}
