import { SECTOR_MINUTE } from '../src/core/schema.ts';
import {
  as,
  EACH_INTERVAL,
  each,
  type Select,
  select,
  subquery,
  TIME_RANGE,
  wordsOf,
} from './influxql.ts';

/** What dashboards and alert rules ask of the bands that were released to all. */

export const sectorMinute = wordsOf(SECTOR_MINUTE);

const AFFECTED = sectorMinute.isNot('band', 'none');

const SECTOR = sectorMinute.name('sector');
const FIELD = sectorMinute.name('field');

/** The newest band of each sector. */
function newestBands(where: readonly string[]): Select {
  return {
    columns: [as(sectorMinute.call('last', 'band'), 'band')],
    from: sectorMinute.from,
    where,
    groupBy: [SECTOR, FIELD],
  };
}

/** How many sectors have a band; nothing where none has. */
export function sectorsReleased(where: readonly string[]): string {
  return select({
    columns: [as('count("band")', 'sectors')],
    from: subquery(newestBands(where)),
    where: [],
  });
}

/** How many sectors are at some or above now; nothing where none is. */
export function sectorsAffected(where: readonly string[]): string {
  return select({
    columns: [as('count("band")', 'sectors')],
    from: subquery(newestBands(where)),
    where: [AFFECTED],
  });
}

/** How many fields have a sector at some or above now, or as affected as said; nothing where none has. */
export function fieldsAffected(where: readonly string[], affected: string = AFFECTED): string {
  const byField: Select = {
    columns: [as('count("band")', 'sectors')],
    from: subquery(newestBands(where)),
    where: [affected],
    groupBy: [FIELD],
  };
  return select({
    columns: [as('count("sectors")', 'fields')],
    from: subquery(byField),
    where: [],
  });
}

/** The most sectors that were at some or above in one minute of each interval. */
export function sectorsAffectedOverTime(): string {
  const byMinute: Select = {
    columns: [as(sectorMinute.call('count', 'band'), 'sectors')],
    from: sectorMinute.from,
    where: [TIME_RANGE, AFFECTED],
    groupBy: [each('1m')],
    fill: '0',
  };
  return select({
    columns: [as('max("sectors")', 'sectors')],
    from: subquery(byMinute),
    where: [TIME_RANGE],
    groupBy: [EACH_INTERVAL],
    fill: 'null',
  });
}

/** The newest band in each interval, a series a sector. */
export function bandsOverTime(where: readonly string[] = []): string {
  return select({
    columns: [as(sectorMinute.call('last', 'band'), 'band')],
    from: sectorMinute.from,
    where: [TIME_RANGE, ...where],
    groupBy: [EACH_INTERVAL, SECTOR],
    fill: 'null',
  });
}

/** The median of response time over normal, a series a sector. */
export function ratiosOverTime(): string {
  return select({
    columns: [as(sectorMinute.call('mean', 'ratio'), 'ratio')],
    from: sectorMinute.from,
    where: [TIME_RANGE],
    groupBy: [EACH_INTERVAL, SECTOR],
    fill: 'null',
  });
}
