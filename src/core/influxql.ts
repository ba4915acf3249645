/**
 * Quoting for InfluxQL, the query language that InfluxDB 1.8, 2.x and 3 Core share. Source of the
 * escapes: the scanner of influxdata/influxql, which takes `\n`, `\\`, `\"` and `\'` and no others.
 */

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\\': '\\\\',
  '"': '\\"',
  "'": "\\'",
};

/** First and last instant that InfluxDB knows (64 bits of ns), whole ms. */
const FIRST_AT = -9_223_372_036_854;
const LAST_AT = 9_223_372_036_854;

/** A name (database, measurement, tag, field) in double quotes; a RangeError for a NUL in it. */
export function quoteName(name: string): string {
  return `"${escaped(name, /[\n\\"]/g)}"`;
}

/** A text in single quotes; a RangeError for a NUL in it, at which the scanner would stop. */
export function quoteText(text: string): string {
  return `'${escaped(text, /[\n\\']/g)}'`;
}

/** The condition that a tag has this value. */
export function tagIs(name: string, value: string): string {
  return `${quoteName(name)} = ${quoteText(value)}`;
}

/** The condition that a tag has one of these values, at least one. */
export function tagIsAnyOf(name: string, values: readonly string[]): string {
  return `(${values.map((value) => tagIs(name, value)).join(' OR ')})`;
}

/** The condition that a point's time lies in [from, to), epoch ms; beyond what InfluxDB knows is cut off. */
export function timeWithin(range: { readonly from: number; readonly to: number }): string {
  return `time >= ${instant(range.from)} AND time < ${instant(range.to)}`;
}

function instant(at: number): string {
  return `${Math.min(LAST_AT, Math.max(FIRST_AT, Math.ceil(at)))}ms`;
}

function escaped(text: string, special: RegExp): string {
  if (text.includes('\0')) throw new RangeError('InfluxQL cannot hold a NUL');
  return text.replace(special, (found) => ESCAPES[found] ?? found);
}
