import type { TimeRange } from '../../core/ports/sample-store.ts';
import { PATTERNS, type Pattern } from '../../core/words/incident.ts';
import { AFFECTED_JUDGEMENTS, JUDGEMENTS, type Judgement } from '../../core/words/judgement.ts';
import type { ReplayResult } from '../../judge/replay.ts';
import type { ToldStretch } from '../../judge/told-stretches.ts';

export interface BacktestCounts {
  readonly incidents: Readonly<Record<Pattern, number>>;
  /** Sites that were slow, failing or flapping within the range. */
  readonly affected: number;
  /** Minutes of the range, summed over sites, to a tenth; `normal` is left at 0. */
  readonly minutes: Readonly<Record<Judgement, number>>;
}

export function countsOf(
  { incidents, stretches }: Pick<ReplayResult, 'incidents' | 'stretches'>,
  range: TimeRange,
): BacktestCounts {
  const of = (pattern: Pattern) =>
    incidents.filter(({ incident }) => incident.pattern === pattern).length;
  const affected = stretches.filter(
    (each) => AFFECTED_JUDGEMENTS.has(each.judgement) && msWithin(each, range) > 0,
  );
  const minutesOf = (judgement: Judgement) => {
    const told = stretches.filter((each) => each.judgement === judgement);
    const ms = told.reduce((sum, each) => sum + msWithin(each, range), 0);
    return Math.round(ms / 6000) / 10;
  };
  return {
    incidents: recordOf(PATTERNS, of),
    affected: new Set(affected.map(({ target }) => target)).size,
    minutes: recordOf(JUDGEMENTS, minutesOf),
  };
}

function msWithin({ since, to: end }: ToldStretch, { from, to }: TimeRange): number {
  return Math.max(0, Math.min(end ?? to, to) - Math.max(since, from));
}

/** Every key has a value. */
function recordOf<Key extends string>(
  keys: readonly Key[],
  countOf: (key: Key) => number,
): Readonly<Record<Key, number>> {
  const record: Partial<Record<Key, number>> = {};
  for (const key of keys) record[key] = countOf(key);
  return record as Record<Key, number>;
}
