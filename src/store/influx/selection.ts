import { quoteName } from '../../core/influxql.ts';

export interface Selection {
  /** Names, or expressions that stand as they are where they hold a bracket. */
  readonly columns: readonly string[];
  readonly from: string;
  /** Conditions that all hold; empty ones are left out. */
  readonly where: readonly string[];
  /** Names of tags, or `time(…)`. */
  readonly groupBy?: readonly string[];
  readonly newestFirst?: boolean;
  /** Rows of each group. */
  readonly limit?: number;
}

/** An InfluxQL SELECT. */
export function select(selection: Selection): string {
  const { columns, from, where, groupBy = [], newestFirst = false, limit } = selection;
  const grouped = groupBy.some((each) => each.startsWith('time(')) ? ' fill(none)' : '';
  return [
    `SELECT ${columns.map(quoted).join(', ')} FROM ${quoteName(from)}`,
    ` WHERE ${where.filter((condition) => condition !== '').join(' AND ')}`,
    groupBy.length === 0 ? '' : ` GROUP BY ${groupBy.map(quoted).join(', ')}${grouped}`,
    newestFirst ? ' ORDER BY time DESC' : '',
    limit === undefined ? '' : ` LIMIT ${limit}`,
  ].join('');
}

function quoted(name: string): string {
  return name.includes('(') ? name : quoteName(name);
}
