import { quoteName, tagIs } from '../src/core/influxql.ts';
import type { Measurement } from '../src/core/schema.ts';

/** One SELECT; conditions are joined by AND. */
export interface Select {
  /** Each by {@link as}. */
  readonly columns: readonly string[];
  /** A quoted measurement, or a SELECT by {@link subquery}. */
  readonly from: string;
  readonly where: readonly string[];
  /** Quoted tags and {@link EACH_INTERVAL}, {@link each}. */
  readonly groupBy?: readonly string[];
  /** What an interval without points holds. */
  readonly fill?: 'null' | 'none' | 'previous' | '0';
}

/** Planned work, exercises and practice are nobody's alarm. */
export const NOT_SUPPRESSED = `${quoteName('suppressed')} = false`;

/** The dashboard's time range, as Grafana fills it in. */
export const TIME_RANGE = '$timeFilter';

/** One group for each interval that Grafana finds fit for the panel's width. */
export const EACH_INTERVAL = 'time($__interval)';

/** One group for each stretch, `1m` for example. */
export function each(stretch: string): string {
  return `time(${stretch})`;
}

/** The stretch before the end of the dashboard's time range, which need not be now. */
export function lastBefore(stretch: string): string {
  return `time > \${__to}ms - ${stretch} AND time <= \${__to}ms`;
}

/** The dashboard's time range and the stretch before it, for values that hold until the next one. */
export function rangeAnd(stretch: string): string {
  return `time > \${__from}ms - ${stretch} AND time <= \${__to}ms`;
}

/** The stretch before the server's clock: for alert rules, which have no time range of a dashboard. */
export function lastUntilNow(stretch: string): string {
  return `time > now() - ${stretch}`;
}

export function select({ columns, from, where, groupBy = [], fill }: Select): string {
  return [
    `SELECT ${columns.join(', ')} FROM ${from}`,
    where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`,
    groupBy.length === 0 ? '' : ` GROUP BY ${groupBy.join(', ')}`,
    fill === undefined ? '' : ` fill(${fill})`,
  ].join('');
}

export function subquery(query: Select): string {
  return `(${select(query)})`;
}

/** A column under a name of ours. */
export function as(expression: string, name: string): string {
  return `${expression} AS ${quoteName(name)}`;
}

type NameIn<M extends Measurement> = M['tags'][number]['name'] | M['fields'][number]['name'];
type TagIn<M extends Measurement> = M['tags'][number]['name'];

/** Whatever {@link wordsOf} offers for a measurement: only its own names can be written. */
export interface Words<M extends Measurement> {
  readonly from: string;
  name(name: NameIn<M>): string;
  /** `function("name")`, further arguments behind it. */
  call(aggregate: Aggregate, name: NameIn<M>, ...more: readonly number[]): string;
  is(name: NameIn<M>, value: string): string;
  isNot(name: NameIn<M>, value: string): string;
  /** Whether the tag is among the values that a dashboard's variable has. */
  isChosen(name: TagIn<M>, variable: string): string;
  /** Every value of a tag, for a variable. */
  valuesOf(name: TagIn<M>, where?: readonly string[]): string;
}

export type Aggregate =
  | 'count'
  | 'first'
  | 'last'
  | 'max'
  | 'mean'
  | 'median'
  | 'min'
  | 'percentile'
  | 'sum';

export function wordsOf<const M extends Measurement>(measurement: M): Words<M> {
  const from = quoteName(measurement.name);
  return {
    from,
    name: quoteName,
    call: (aggregate, name, ...more) => `${aggregate}(${[quoteName(name), ...more].join(', ')})`,
    is: tagIs,
    isNot: (name, value) => tagIs(name, value).replace(' = ', ' != '),
    isChosen: (name, variable) => `${quoteName(name)} =~ /^$${variable}$/`,
    valuesOf: (name, where = []) => {
      const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
      return `SHOW TAG VALUES FROM ${from} WITH KEY = ${quoteName(name)}${condition}`;
    },
  };
}
