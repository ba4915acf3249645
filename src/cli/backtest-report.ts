import type { BacktestReport, BacktestSide } from '../app/backtest/backtest-stored.ts';
import { type Difference, differencesOf } from '../app/backtest/differences.ts';
import { timeText } from '../core/time/time-text.ts';
import { type Incident, PATTERN_LABELS, PATTERNS } from '../core/words/incident.ts';
import { JUDGEMENT_LABELS, JUDGEMENTS } from '../core/words/judgement.ts';
import { type Language, STANDING_SENTENCE } from '../core/words/language.ts';
import type { Marking } from '../core/words/marking.ts';
import { BACKTEST_WORDS } from './backtest-words.ts';
import { table } from './table.ts';
import { zoneLine } from './zone-line.ts';

type ToldIncident = BacktestSide['incidents'][number];

export interface BacktestPrinting {
  readonly marking: Marking;
  readonly language: Language;
}

/** What a backtest shows a person: the counts, then each incident; of two configurations what differs. */
export function backtestText(
  report: BacktestReport,
  { marking, language }: BacktestPrinting,
): string {
  const words = BACKTEST_WORDS[language];
  const timeOf = (at: number) => timeText(at, report.timezone);
  const [ours, theirs = null] = report.sides;
  if (ours === undefined) return '';
  const range = { from: timeOf(report.from), to: timeOf(report.to) };
  const lines = [
    `${marking}${report.practice ? `  ${words.practice}` : ''}`,
    words.range({ ...range, samples: ours.samples.toLocaleString('en-US') }),
    ...(report.learnedFrom < report.from ? [words.learned(timeOf(report.learnedFrom))] : []),
    '',
    ...table(countRows(report.sides, language)),
    '',
    ...(theirs === null
      ? incidentLines(ours, { report, language })
      : differenceLines([ours, theirs], { report, language })),
    '',
    ...notes(report.sides, language),
    STANDING_SENTENCE[language],
    zoneLine(report.timezone)[language],
  ];
  return `${lines.join('\n')}\n`;
}

/** A head where there are two; rows in which nothing was counted are left out. */
function countRows(sides: readonly BacktestSide[], language: Language): string[][] {
  const words = BACKTEST_WORDS[language];
  const row = (name: string, countOf: (side: BacktestSide) => number) => {
    const counts = sides.map(countOf);
    return counts.some((count) => count > 0) ? [[name, ...counts.map(String)]] : [];
  };
  const all = (side: BacktestSide) => side.incidents.length;
  return [
    ...(sides.length > 1 ? [['', ...sides.map(({ configDir }) => configDir)]] : []),
    [words.incidents, ...sides.map((side) => String(all(side)))],
    ...PATTERNS.flatMap((pattern) =>
      row(`  ${PATTERN_LABELS[pattern][language]}`, ({ counts }) => counts.incidents[pattern]),
    ),
    [words.affected, ...sides.map(({ counts }) => String(counts.affected))],
    ...JUDGEMENTS.flatMap((judgement) =>
      row(`  ${words.minutes(JUDGEMENT_LABELS[judgement][language])}`, ({ counts }) =>
        Math.round(counts.minutes[judgement]),
      ),
    ),
  ];
}

interface Printed {
  readonly report: BacktestReport;
  readonly language: Language;
}

/** Sites that became a part of a wider incident stand with it. */
function incidentLines(side: BacktestSide, printed: Printed): readonly string[] {
  const words = BACKTEST_WORDS[printed.language];
  if (side.incidents.length === 0) return [words.none];
  const shown = side.incidents.filter(({ incident }) => !isPart(incident));
  const parts = side.incidents.length - shown.length;
  return [
    ...shown.flatMap((told) => linesOf(told, side, printed)),
    ...(parts > 0 ? [words.parts(parts)] : []),
  ];
}

function isPart({ subject, mergedInto }: Incident): boolean {
  return subject.kind === 'target' && mergedInto !== null;
}

function linesOf(
  { incident, why }: ToldIncident,
  { names }: BacktestSide,
  { report, language }: Printed,
): readonly string[] {
  const words = BACKTEST_WORDS[language];
  const timeOf = (at: number) => clockText(at, report.timezone);
  const siteOf = (target: string) => {
    const name = names.get(target)?.[language];
    return name === undefined ? target : words.site(target, name);
  };
  const { id, since, openedAt, endedAt, ending, severity } = incident;
  return [
    `${id}  ${words.heading(incident, siteOf)}`,
    `    ${words.times({
      since: timeOf(since),
      said: withoutDayOf(timeOf(openedAt), timeOf(since)),
      ended: endedAt === null ? null : withoutDayOf(timeOf(endedAt), timeOf(since)),
      ending,
      severity: severity.toFixed(1),
    })}`,
    `    ${why[language]}`,
  ];
}

/** `2026-11-23 09:37:44`; the zone stands below. */
function clockText(at: number, timezone: string): string {
  return timeText(at, timezone).slice(0, 19);
}

/** The time of day alone where both are of one day. */
function withoutDayOf(text: string, other: string): string {
  return text.slice(0, 10) === other.slice(0, 10) ? text.slice(11) : text;
}

function differenceLines(
  [ours, theirs]: readonly [BacktestSide, BacktestSide],
  printed: Printed,
): readonly string[] {
  const words = BACKTEST_WORDS[printed.language];
  const all = differencesOf(ours.incidents, theirs.incidents);
  if (all.length === 0) return [words.same];
  const differences = all.filter((each) => ![each.ours, each.theirs].every(isNoneOrPart));
  const parts = all.length - differences.length;
  const lines = ({ ours: own, theirs: other }: Difference) => [
    ...(own === null ? [] : signed('-', linesOf(own, ours, printed))),
    ...(other === null ? [] : signed('+', linesOf(other, theirs, printed))),
  ];
  return [
    words.differs(all.length),
    `- ${words.only(ours.configDir)}`,
    `+ ${words.only(theirs.configDir)}`,
    ...differences.flatMap((each) => ['', ...lines(each)]),
    ...(parts > 0 ? ['', words.parts(parts)] : []),
  ];
}

function isNoneOrPart(told: ToldIncident | null): boolean {
  return told === null || isPart(told.incident);
}

function signed(sign: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${sign} ${line}`);
}

/** Ids of sites that are named where they are not judged. */
const NAMED = 10;

/** Once where it is the same of both configurations. */
function notes(sides: readonly BacktestSide[], language: Language): readonly string[] {
  const each = sides.map((side) => noteLines(side, language));
  if (new Set(each.map((lines) => lines.join())).size === 1) return each[0] ?? [];
  return sides.flatMap(({ configDir }, index) =>
    (each[index] ?? []).map((line) => `${configDir}: ${line}`),
  );
}

function noteLines({ openBefore, unjudged }: BacktestSide, language: Language): readonly string[] {
  const words = BACKTEST_WORDS[language];
  const samples = unjudged.reduce((sum, each) => sum + each.samples, 0);
  const named = unjudged.slice(0, NAMED).map(({ target }) => target);
  const rest = unjudged.length - named.length;
  const ids = `${named.join(', ')}${rest > 0 ? words.more(rest) : ''}`;
  return [
    ...(openBefore > 0 ? [words.openBefore(openBefore)] : []),
    ...(unjudged.length > 0
      ? [words.unjudged(unjudged.length, samples.toLocaleString('en-US'), ids)]
      : []),
  ];
}
