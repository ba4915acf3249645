import { FACT_NAMES } from '../core/words/fact.ts';
import { type Incident, type IncidentEnding, PATTERN_LABELS } from '../core/words/incident.ts';
import type { Language, Text } from '../core/words/language.ts';

/** Sentences of a backtest, in one language. */
export interface BacktestWords {
  readonly practice: string;
  range(range: { from: string; to: string; samples: string }): string;
  learned(from: string): string;
  readonly incidents: string;
  readonly affected: string;
  minutes(judgement: string): string;
  openBefore(count: number): string;
  /** Of an incident's heading, after its number. */
  heading(incident: Incident, site: (target: string) => string): string;
  times(times: Times): string;
  site(id: string, member: string): string;
  more(count: number): string;
  /** Sites that stand with a pattern. */
  parts(count: number): string;
  readonly none: string;
  unjudged(count: number, samples: string, ids: string): string;
  readonly same: string;
  differs(count: number): string;
  only(dir: string): string;
}

export interface Times {
  readonly since: string;
  readonly said: string;
  /** null = it lasts. */
  readonly ended: string | null;
  readonly ending: IncidentEnding | null;
  readonly severity: string;
}

const ENDINGS: Readonly<Record<IncidentEnding, Text>> = {
  recovered: { ja: '平常に戻った', en: 'back to normal' },
  adopted: { ja: '新しい平常とした', en: 'taken as the new normal' },
  merged: { ja: 'より広い事象の一部になった', en: 'part of a wider incident' },
  withdrawn: { ja: '判定を取り下げた', en: 'withdrawn' },
};

/** Sites of a pattern that are named. */
const NAMED = 5;

type Site = (target: string) => string;

function headingOf(incident: Incident, site: Site, language: Language): string {
  const { pattern, subject, targets } = incident;
  const label = PATTERN_LABELS[pattern][language];
  if (subject.kind === 'target') return `${label}  ${site(subject.target)}`;
  const about =
    subject.kind === 'fact'
      ? ` ${FACT_NAMES[subject.fact.kind][language]} ${subject.fact.text}`
      : subject.kind === 'sector'
        ? ` ${subject.sector}`
        : '';
  if (targets.length === 0) return `${label}${about}`;
  const named = targets.slice(0, NAMED).map(({ target }) => site(target));
  const { more, listed } = LISTS[language];
  const rest = targets.length - named.length;
  return `${label}${about}  ${listed(named)}${rest > 0 ? more(rest) : ''}`;
}

const LISTS = {
  ja: {
    listed: (names: readonly string[]) => names.join('、'),
    more: (rest: number) => ` ほか ${rest} 件`,
  },
  en: {
    listed: (names: readonly string[]) => names.join(', '),
    more: (rest: number) => ` and ${rest} more`,
  },
} as const;

export const BACKTEST_WORDS: Readonly<Record<Language, BacktestWords>> = {
  ja: {
    practice: '模擬データ',
    range: ({ from, to, samples }) =>
      `${from} から ${to} までの計測値 ${samples} 件を判定にかけた結果です。`,
    learned: (from) => `学習には ${from} からの計測値も使いました（ここには示しません）。`,
    incidents: '事象',
    affected: '平常でないと判定した計測対象',
    minutes: (judgement) => `${judgement}（延べ、分）`,
    openBefore: (count) => `期間の前から続いていた事象: ${count} 件（ここには示しません）。`,
    heading: (incident, site) => headingOf(incident, site, 'ja'),
    times: ({ since, said, ended, ending, severity }) =>
      ended === null || ending === null
        ? `${since} から（判定 ${said}）、期間の終わりにも継続、重さ ${severity}`
        : `${since} から（判定 ${said}）、${ended} まで（${ENDINGS[ending].ja}）、重さ ${severity}`,
    more: (count) => ` ほか ${count} 件`,
    site: (id, member) => `${id}（${member}）`,
    parts: (count) => `広い事象の一部になった ${count} 件は省略しています（すべて: --json）。`,
    none: '事象はありません。',
    unjudged: (count, samples, ids) =>
      `設定にない計測対象 ${count} 件の計測値 ${samples} 件は判定していません: ${ids}`,
    same: 'どちらの設定でも事象は同じです。',
    differs: (count) => `判定が異なる事象 ${count} 件（同じものは省略）:`,
    only: (dir) => `${dir} だけ`,
  },
  en: {
    practice: 'PRACTICE',
    range: ({ from, to, samples }) => `What ${samples} samples from ${from} to ${to} come to.`,
    learned: (from) => `Samples since ${from} were used to learn from and are not told of.`,
    incidents: 'incidents',
    affected: 'sites judged not normal',
    minutes: (judgement) => `${judgement} (minutes of sites)`,
    openBefore: (count) =>
      `Incidents that went on from before the range: ${count}, not told of here.`,
    heading: (incident, site) => headingOf(incident, site, 'en'),
    times: ({ since, said, ended, ending, severity }) =>
      ended === null || ending === null
        ? `since ${since} (said ${said}), still lasting at the end, severity ${severity}`
        : `since ${since} (said ${said}), until ${ended} (${ENDINGS[ending].en}), severity ${severity}`,
    more: (count) => ` and ${count} more`,
    site: (id, member) => `${id} (${member})`,
    parts: (count) =>
      `Left out: ${count} that became a part of a wider incident (all of them: --json).`,
    none: 'There are no incidents.',
    unjudged: (count, samples, ids) =>
      `Not judged: ${samples} samples of sites that are not in the configuration (${count}): ${ids}`,
    same: 'Both configurations give the same incidents.',
    differs: (count) => `Incidents that differ: ${count} (equal ones are left out)`,
    only: (dir) => `${dir} only`,
  },
};
