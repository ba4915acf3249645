import { FACT_KIND_LABELS, FACT_NAMES } from '../../core/words/fact.ts';
import { PATTERN_LABELS } from '../../core/words/incident.ts';
import { JUDGEMENT_LABELS } from '../../core/words/judgement.ts';
import type { Language, Text } from '../../core/words/language.ts';
import type { NoticeFact, NoticeMatter, NoticeSector } from '../../core/words/notice.ts';
import { siteOf } from './spoken-matters.ts';

/** What a matter is, in two to five words: how it ended first, and what a pattern was after it. */
export function matterLabels(matter: NoticeMatter): readonly Text[] {
  const { pattern, ending } = matter;
  const site = siteOf(matter);
  if (site === null) return [...ended(ending), PATTERN_LABELS[pattern]];
  return ending === null ? [JUDGEMENT_LABELS[site.judgement]] : ended(ending);
}

function ended(ending: NoticeMatter['ending']): readonly Text[] {
  return ending === null ? [] : [ENDING_LABELS[ending]];
}

export const ENDING_LABELS: Readonly<Record<NonNullable<NoticeMatter['ending']>, Text>> = {
  recovered: { ja: '回復', en: 'recovered' },
  adopted: { ja: '新しい平常として扱います', en: 'taken as the new normal' },
  merged: { ja: '別の事象にまとめました', en: 'part of another incident now' },
  withdrawn: { ja: '判定を取り消しました', en: 'judgement withdrawn' },
};

/** What is shared, as the recipient may read it. */
export function factWords({ kind, text }: NoticeFact, language: Language): string {
  if (text === null) return FACT_KIND_LABELS[kind][language];
  return `${FACT_NAMES[kind][language]} ${text}`;
}

/** `銀行等: 一部（応答したサイトの応答時間は平常の 2.1 倍）`: who gives no answer is in no ratio. */
export function sectorWords({ name, band, ratio }: NoticeSector, language: Language): string {
  const said = band === null ? NOT_TOLD[language] : band[language];
  const times =
    ratio === null
      ? ''
      : language === 'ja'
        ? `（応答したサイトの応答時間は平常の ${ratio.toFixed(1)} 倍）`
        : ` (response time of the sites that answered: ${ratio.toFixed(1)} times normal)`;
  return `${name[language]}: ${said}${times}`;
}

const NOT_TOLD: Text = { ja: '公表しない', en: 'not told' };
