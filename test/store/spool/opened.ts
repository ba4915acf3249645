import { noLog } from '../../../src/core/ports/log.ts';
import type { AdmittedTarget, FanOut } from '../../../src/core/words/fan-out.ts';
import type { OpenSpool, SpoolOptions } from '../../../src/store/spool/open-spool.ts';
import { openSpool } from '../../../src/store/spool/open-spool.ts';
import type { InfluxUnderTest } from '../../support/influx-under-test.ts';

/** Targets that have been shared for all times. */
export function shared(...ids: readonly string[]): readonly AdmittedTarget[] {
  return ids.map((id) => ({ id, since: Number.NEGATIVE_INFINITY }));
}

/** Everything to one bucket. */
export function fanOutTo(operators: string, differs: Partial<FanOut> = {}): FanOut {
  return { operators, others: [], sectors: [], practice: false, planned: [], ...differs };
}

/** A spool that writes to the InfluxDB under test, or to where `url` says, committing without delay. */
export function openTestSpool(
  influx: Pick<InfluxUnderTest, 'url' | 'org' | 'token'>,
  options: Pick<SpoolOptions, 'dir' | 'fanOut'> & Partial<SpoolOptions>,
): Promise<OpenSpool> {
  const { url, org, token } = influx;
  return openSpool({
    sync: 'normal',
    capBytes: 2 ** 30,
    target: { url, org, token, proxies: {}, ca: [] },
    commitIntervalMs: 0,
    log: noLog,
    ...options,
  });
}

/** Resolves when every bucket has taken what there is. */
export async function drainedWhole(spool: OpenSpool): Promise<void> {
  for (;;) {
    const { buckets } = spool.status();
    const waits = await Promise.all(buckets.map(({ bucket }) => spool.drained(bucket, 5000)));
    if (buckets.length > 0 && waits.every(Boolean)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Values of a column of `/query`'s answer, rows in its order. */
export async function influxRows(
  influx: Pick<InfluxUnderTest, 'url' | 'token'>,
  db: string,
  query: string,
): Promise<Record<string, unknown>[]> {
  const url = `${influx.url}/query?${new URLSearchParams({ db, q: query, epoch: 'ms' })}`;
  const headers = influx.token === null ? {} : { authorization: `Token ${influx.token}` };
  const [result] = answerOf(await (await fetch(url, { headers })).json()).results;
  if (result?.error !== undefined) throw new Error(result.error);
  return (result?.series ?? []).flatMap(({ columns, values, tags }) =>
    values.map((row) => ({
      ...tags,
      ...Object.fromEntries(columns.map((name, index) => [name, row[index]])),
    })),
  );
}

/** Guarantee: what InfluxDB answers to `/query`. */
function answerOf(body: unknown): InfluxAnswer {
  return body as InfluxAnswer;
}

interface InfluxAnswer {
  readonly results: readonly {
    readonly error?: string;
    readonly series?: readonly {
      readonly columns: readonly string[];
      readonly values: readonly unknown[][];
      readonly tags?: Readonly<Record<string, string>>;
    }[];
  }[];
}
