import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../config/replace-file.ts';
import { codeOf, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Forgotten, SectorBucket } from '../../core/words/fan-out.ts';

/** Deletes points of a target from a bucket. */
export type Forget = (bucket: string, target: string, what: Forgotten) => Promise<void>;

/** A request that was on its way when the rule changed has ended after so long, ms. */
const SETTLED_MS = 60_000;

const shape = z.object({
  /** By bucket and target: since when in detail, epoch ms; null = only what is judged of it. */
  admitted: z.record(z.string(), z.record(z.string(), z.number().nullable())),
  withdrawn: z.array(
    z.object({
      bucket: z.string(),
      target: z.string(),
      at: z.number(),
      what: z.enum(['all', 'samples']).default('all'),
    }),
  ),
});
type Kept = z.output<typeof shape>;

/** Since when a target is shared in detail in a bucket, epoch ms; null where it was not until now. */
export type SinceOf = (bucket: string, target: string) => number | null;

/** As the file of an earlier run has it. */
export async function readSince(dir: string, log: Log): Promise<SinceOf> {
  const { admitted } = await read(pathIn(dir), log);
  return (bucket, target) => admitted[bucket]?.[target] ?? null;
}

/**
 * Takes the names of withdrawn targets out of the buckets, for all times: at once, and again when
 * nothing can be on its way any more. What has to be done outlives a restart, and is tried again until
 * InfluxDB has done it. File `admitted.json` in the data directory.
 */
export class Withdrawals {
  readonly #path: string;
  readonly #forget: Forget;
  readonly #log: Log;
  #kept: Kept;

  static async open(dir: string, forget: Forget, log: Log): Promise<Withdrawals> {
    const path = pathIn(dir);
    return new Withdrawals({ path, forget, log, kept: await read(path, log) });
  }

  private constructor(parts: {
    readonly path: string;
    readonly forget: Forget;
    readonly log: Log;
    readonly kept: Kept;
  }) {
    this.#path = parts.path;
    this.#forget = parts.forget;
    this.#log = parts.log;
    this.#kept = parts.kept;
  }

  /**
   * Takes who may be in which bucket now; `known` are the ids of all targets there are. A target of which
   * only judgements may be there loses its samples. One that is only not measured any more stays, and is
   * remembered until it is measured again.
   */
  async take(
    buckets: readonly SectorBucket[],
    { known, now }: { readonly known: ReadonlySet<string>; readonly now: number },
  ): Promise<void> {
    const before = this.#kept;
    const present = new Map(
      buckets.map(({ bucket, targets }) => [
        bucket,
        new Map(targets.map(({ id, since }) => [id, since])),
      ]),
    );
    const sinceIn = (bucket: string, target: string) => present.get(bucket)?.get(target);
    const isIn = (bucket: string, target: string) => sinceIn(bucket, target) !== undefined;
    const withdrawn = before.withdrawn.flatMap((each): Kept['withdrawn'] => {
      const since = sinceIn(each.bucket, each.target);
      if (since === undefined) return [each];
      return since === null ? [{ ...each, what: 'samples' }] : [];
    });
    const admitted: Kept['admitted'] = {};
    for (const bucket of new Set([...Object.keys(before.admitted), ...present.keys()])) {
      const earlier = Object.entries(before.admitted[bucket] ?? {});
      const gone = earlier.filter(([target]) => !isIn(bucket, target));
      for (const [target] of gone) {
        if (known.has(target)) withdrawn.push({ bucket, target, at: now, what: 'all' });
      }
      for (const [target, since] of earlier) {
        if (since === null || sinceIn(bucket, target) !== null) continue;
        withdrawn.push({ bucket, target, at: now, what: 'samples' });
      }
      const unmeasured = gone.filter(([target]) => !known.has(target));
      const all = [...(present.get(bucket) ?? []), ...unmeasured];
      admitted[bucket] = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    await this.#keep({ admitted, withdrawn });
    await this.work(now);
  }

  /** As {@link take} took it last. */
  get sinceOf(): SinceOf {
    const { admitted } = this.#kept;
    return (bucket, target) => admitted[bucket]?.[target] ?? null;
  }

  /** Tries what is left to do; calls do not overlap. */
  async work(now: number): Promise<void> {
    const done = new Set<Kept['withdrawn'][number]>();
    for (const each of this.#kept.withdrawn) {
      const isDone = await this.#try(each);
      if (isDone && now - each.at >= SETTLED_MS) done.add(each);
    }
    const withdrawn = this.#kept.withdrawn.filter((each) => !done.has(each));
    await this.#keep({ ...this.#kept, withdrawn });
  }

  async #keep(kept: Kept): Promise<void> {
    if (JSON.stringify(kept) === JSON.stringify(this.#kept)) return;
    this.#kept = kept;
    await replaceFile(this.#path, JSON.stringify(kept), 0o600);
  }

  async #try({ bucket, target, what }: Kept['withdrawn'][number]): Promise<boolean> {
    try {
      await this.#forget(bucket, target, what);
      this.#log.info('buckets.target_withdrawn', { bucket, target });
      return true;
    } catch (error) {
      this.#log.warn('buckets.withdrawal_waits', { bucket, target, error: messageOf(error) });
      return false;
    }
  }
}

function pathIn(dir: string): string {
  return join(dir, 'admitted.json');
}

async function read(path: string, log: Log): Promise<Kept> {
  try {
    return shape.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      log.error('buckets.admitted_damaged', { error: messageOf(error) });
    return { admitted: {}, withdrawn: [] };
  }
}
