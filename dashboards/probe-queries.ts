import { PROBE } from '../src/core/schema.ts';
import {
  as,
  EACH_INTERVAL,
  type Select,
  select,
  subquery,
  TIME_RANGE,
  wordsOf,
} from './influxql.ts';

/** Parts that several dashboards and the alert rules ask of samples in the same way. */

export const probe = wordsOf(PROBE);

/** A confirmation is no sample of its own. */
export const FIRST_ATTEMPTS = probe.is('attempt', '1');

/** Samples that somebody may conclude from. */
export const VALID = probe.is('validity', 'valid');

const PROBED = probe.isNot('outcome', 'missed');

/** Every time of day a probe took whose site answered. */
export const ANSWERED = probe.is('outcome', 'success');

interface Share {
  readonly where: readonly string[];
  /** Tags, each a series. */
  readonly by?: readonly ('sector' | 'member' | 'target')[];
}

/**
 * The share of failed probes in each interval, 0 to 1, null where nothing was measured. Failures and
 * probes are counted first: the quotient of both counts in one query would be null without a failure,
 * or 0 without a probe. `* 1.0` keeps whole numbers from being divided as such.
 */
export function failingShareOverTime({ where, by = [] }: Share): string {
  const tags = by.map((tag) => probe.name(tag));
  const shares: Select = {
    columns: [as('"failed" * 1.0 / "probed"', 'share')],
    from: subquery(counts(where, [EACH_INTERVAL, ...tags], TIME_RANGE)),
    where: ['"probed" > 0'],
    groupBy: tags,
  };
  return select({
    columns: [as('max("share")', 'share')],
    from: subquery(shares),
    where: [TIME_RANGE],
    groupBy: [EACH_INTERVAL, ...tags],
    fill: 'null',
  });
}

/** One share of the whole stretch, for each series. */
export function failingShareIn(time: string, { where, by = [] }: Share): string {
  const tags = by.map((tag) => probe.name(tag));
  return select({
    columns: [as('"failed" * 1.0 / "probed"', 'share')],
    from: subquery(counts(where, tags, time)),
    where: ['"probed" > 0'],
    groupBy: tags,
  });
}

/** A reason stands with everything but a success. */
function counts(where: readonly string[], groupBy: readonly string[], time: string): Select {
  return {
    columns: [
      as(probe.call('count', 'reason'), 'failed'),
      as(probe.call('count', 'outcome'), 'probed'),
    ],
    from: probe.from,
    where: [time, FIRST_ATTEMPTS, VALID, PROBED, ...where],
    groupBy,
    fill: '0',
  };
}
