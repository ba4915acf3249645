import { INCIDENT, JUDGEMENT } from '../src/core/schema.ts';
import { AFFECTED_JUDGEMENTS } from '../src/core/words/judgement.ts';
import {
  as,
  EACH_INTERVAL,
  rangeAnd,
  type Select,
  select,
  subquery,
  TIME_RANGE,
  wordsOf,
} from './influxql.ts';

/**
 * What dashboards and alert rules ask of judgements and incidents. A judgement is written when it
 * changes, and all of them each full hour.
 */

export const judgement = wordsOf(JUDGEMENT);
export const incident = wordsOf(INCIDENT);

/** A site whose newest judgement is older than this is judged no more. */
export const JUDGED_WITHIN = '70m';
export const JUDGED_WITHIN_SECONDS = 4200;

const SITE = ['sector', 'member', 'target'] as const;
const SITE_TAGS = SITE.map((tag) => judgement.name(tag));

const AFFECTED = `(${[...AFFECTED_JUDGEMENTS].map((each) => judgement.is('judgement', each)).join(' OR ')})`;

/** No incident of one site alone. */
export const IS_PATTERN = incident.isNot('pattern', 'single');

/** The newest judgement of each site. A selector takes the other fields of its point along. */
function newestJudgements(
  where: readonly string[],
  fields: readonly ('ratio' | 'since' | 'suppressed')[],
): Select {
  return {
    columns: [
      as(judgement.call('last', 'judgement'), 'judgement'),
      ...fields.map((field) => as(judgement.name(field), field)),
    ],
    from: judgement.from,
    where,
    groupBy: SITE_TAGS,
  };
}

/**
 * How many members have a site that is slow, failing or flapping now; nothing where none has. What
 * `newestIs` says is asked of the newest judgement, so that an older one does not stand in for it.
 */
export function membersAffected(
  where: readonly string[],
  newestIs: readonly string[] = [],
): string {
  const byMember: Select = {
    columns: [as('count("judgement")', 'sites')],
    from: subquery(newestJudgements(where, ['suppressed'])),
    where: [AFFECTED, ...newestIs],
    groupBy: [judgement.name('sector'), judgement.name('member')],
  };
  return select({
    columns: [as('count("sites")', 'members')],
    from: subquery(byMember),
    where: [],
    groupBy: [judgement.name('sector')],
  });
}

/** Every site that is not normal now. */
export function sitesNotNormal(where: readonly string[]): string {
  return select({
    columns: ['judgement', 'ratio', 'since'].map((name) => as(`"${name}"`, name)),
    from: subquery(newestJudgements(where, ['ratio', 'since'])),
    where: [judgement.isNot('judgement', 'normal')],
    groupBy: SITE_TAGS,
  });
}

/**
 * What was said of each site in each interval, which holds until something else is said. The inner
 * query begins before the range: InfluxDB carries forward only what it has read.
 */
export function judgementsOverTime(where: readonly string[]): string {
  const carried: Select = {
    columns: [as(judgement.call('last', 'judgement'), 'judgement')],
    from: judgement.from,
    where: [rangeAnd(JUDGED_WITHIN), ...where],
    groupBy: [EACH_INTERVAL, judgement.name('target')],
    fill: 'previous',
  };
  return select({
    columns: [as('last("judgement")', 'judgement')],
    from: subquery(carried),
    where: [TIME_RANGE],
    groupBy: [EACH_INTERVAL, judgement.name('target')],
    fill: 'null',
  });
}

/** How many incidents last, by pattern; one that ended has an end. */
export function incidentsOpen(where: readonly string[]): string {
  const counted: Select = {
    columns: [
      as(incident.call('count', 'incident'), 'opened'),
      as(incident.call('count', 'ended_at'), 'ended'),
    ],
    from: incident.from,
    where,
    groupBy: [incident.name('pattern')],
    fill: '0',
  };
  return select({
    columns: [as('"opened" - "ended"', 'open')],
    from: subquery(counted),
    where: [],
    groupBy: [incident.name('pattern')],
  });
}
