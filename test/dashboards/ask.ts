import { z } from 'zod';
import type { InfluxUnderTest } from '../support/influx-under-test.ts';

/** What Grafana does with a query before it asks InfluxDB, and the asking. */

export interface QueryRange {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

/** Variables of all dashboards as a reader might have them. */
const VARIABLES: Readonly<Record<string, string>> = {
  sector: 'gas',
  member: '.*',
  target: 'gas-0001-home',
  family: '4',
  vantage: '.*',
  __interval: '1m',
};

/**
 * Regular expressions that several values may stand in, single values that must be one; `others` come
 * in place of those.
 */
export function fillIn(
  query: string,
  { from, to }: QueryRange,
  others: Readonly<Record<string, string>> = {},
): string {
  const all: Readonly<Record<string, string>> = {
    ...VARIABLES,
    timeFilter: `time >= ${from}ms and time <= ${to}ms`,
    __from: String(from),
    __to: String(to),
    ...others,
  };
  const values = query.includes("'$family'") ? all : { ...all, family: '.*' };
  return query.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced, bare) => {
    const value = values[braced ?? bare];
    if (value === undefined) throw new Error(`no value for ${whole} in ${query}`);
    return value;
  });
}

const seriesShape = z.object({
  name: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  columns: z.array(z.string()),
  values: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});

const answerShape = z.object({
  results: z
    .array(z.object({ series: z.array(seriesShape).optional(), error: z.string().optional() }))
    .optional(),
  error: z.string().optional(),
});

export type Series = z.infer<typeof seriesShape>;

/** Where a test's InfluxDB is. */
export type Asked = Pick<InfluxUnderTest, 'url' | 'org' | 'token'>;

function headersOf({ token }: Asked): Record<string, string> {
  return token === null ? {} : { authorization: `Token ${token}` };
}

/** Runs one query; rejects with the server's text. */
export async function ask(influx: Asked, db: string, query: string): Promise<readonly Series[]> {
  const answer = await fetch(`${influx.url}/query`, {
    method: 'POST',
    headers: headersOf(influx),
    body: new URLSearchParams({ db, q: query, epoch: 'ms' }),
  });
  const { results, error } = answerShape.parse(await answer.json());
  const [result] = results ?? [];
  const problem = error ?? result?.error;
  if (problem !== undefined) throw new Error(`${problem}: ${query}`);
  return result?.series ?? [];
}

/** Values of the series but times and nulls. */
export function valuesOf(series: readonly Series[]): readonly (string | number | boolean)[] {
  return series.flatMap(({ columns, values }) =>
    values.flatMap((row) =>
      row.flatMap((value, at) => (columns[at] === 'time' || value === null ? [] : [value])),
    ),
  );
}

export async function write(
  influx: Asked,
  bucket: string,
  lines: readonly string[],
): Promise<void> {
  const { url, org } = influx;
  const answer = await fetch(
    `${url}/api/v2/write?${new URLSearchParams({ org, bucket, precision: 'ms' })}`,
    { method: 'POST', headers: headersOf(influx), body: lines.join('\n') },
  );
  if (answer.status !== 204) throw new Error(`${answer.status}: ${await answer.text()}`);
}
