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

/** Regular expressions that several values may stand in, single values that must be one. */
export function fillIn(query: string, { from, to }: QueryRange): string {
  const all: Readonly<Record<string, string>> = {
    ...VARIABLES,
    timeFilter: `time >= ${from}ms and time <= ${to}ms`,
    __to: String(to),
  };
  const values = query.includes("'$family'") ? all : { ...all, family: '.*' };
  return query.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced, bare) => {
    const value = values[braced ?? bare];
    if (value === undefined) throw new Error(`no value for ${whole} in ${query}`);
    return value;
  });
}

export interface Series {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly (string | number | boolean | null)[])[];
}

/** Runs one query; rejects with the server's text. */
export async function ask(url: string, db: string, query: string): Promise<readonly Series[]> {
  const body = new URLSearchParams({ db, q: query, epoch: 'ms' });
  const answer = await fetch(`${url}/query`, { method: 'POST', body });
  const { results, error } = (await answer.json()) as {
    readonly results?: readonly { readonly series?: readonly Series[]; readonly error?: string }[];
    readonly error?: string;
  };
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

export async function write(url: string, db: string, lines: readonly string[]): Promise<void> {
  const target = `${url}/write?${new URLSearchParams({ db, precision: 'ms' })}`;
  const answer = await fetch(target, { method: 'POST', body: lines.join('\n') });
  if (answer.status !== 204) throw new Error(`${answer.status}: ${await answer.text()}`);
}
