import type { Sample } from '../../../src/core/words/sample.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import { lineOfPoint, lineOfSample } from '../../../src/store/influx/line.ts';
import type { Spool } from '../../../src/store/influx/spool-port.ts';
import type { InfluxUnderTest, TestBuckets } from '../../support/influx-under-test.ts';

/** A spool without a disk: what is appended is written at once, or when it is let go. */
export interface DirectSpool extends Spool {
  /** Acknowledges from now on and keeps to itself. */
  hold(): void;
  /** Writes what was held, and everything from now on. */
  release(): Promise<void>;
  /** Rejects the next append. */
  failOnce(): void;
  /** Times that somebody waited until a bucket is drained. */
  readonly waits: readonly string[];
}

export function directSpool(influx: InfluxUnderTest, { buckets }: TestBuckets): DirectSpool {
  const held: { bucket: string; lines: string }[] = [];
  const waits: string[] = [];
  const released: (() => void)[] = [];
  let isHolding = false;
  let isFailing = false;

  async function take(bucket: string, lines: readonly string[]): Promise<void> {
    if (isFailing) {
      isFailing = false;
      throw new Error('told to fail');
    }
    if (lines.length === 0) return;
    if (isHolding) held.push({ bucket, lines: lines.join('\n') });
    else await write(influx, bucket, lines.join('\n'));
  }

  return {
    append: (samples: readonly Sample[]) =>
      take(
        buckets.operators,
        samples.map((sample) => lineOfSample(sample, false)),
      ),
    flush: async () => {},
    async appendPoints(points: readonly StoredPoint[]) {
      for (const [bucket, own] of Map.groupBy(points, (point) => point.bucket)) {
        await take(bucket, own.map(lineOfPoint));
      }
    },
    async drained(bucket, waitMs) {
      waits.push(bucket);
      if (!isHolding) return true;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(() => resolve(false), waitMs);
      released.push(() => resolve(true));
      const isDrained = await promise;
      clearTimeout(timer);
      return isDrained;
    },
    status: () => ({
      bytes: 0,
      capBytes: 1,
      buckets: [],
      pending: 0,
      queueDropped: 0,
      diskProblem: null,
    }),
    close: async () => {},
    hold() {
      isHolding = true;
    },
    async release() {
      // Whoever asks meanwhile waits too: it is drained when the last of it is written.
      for (let next = held.shift(); next !== undefined; next = held.shift()) {
        await write(influx, next.bucket, next.lines);
      }
      isHolding = false;
      for (const wake of released.splice(0)) wake();
    },
    failOnce() {
      isFailing = true;
    },
    waits,
  };
}

/** Writes lines of the line protocol; rejects with what the server says. */
export async function write(
  influx: Pick<InfluxUnderTest, 'url' | 'org' | 'token'>,
  bucket: string,
  lines: string,
): Promise<void> {
  const query = new URLSearchParams({ org: influx.org, bucket, precision: 'ms' });
  const answer = await fetch(`${influx.url}/api/v2/write?${query}`, {
    method: 'POST',
    headers: influx.token === null ? {} : { authorization: `Token ${influx.token}` },
    body: lines,
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}
