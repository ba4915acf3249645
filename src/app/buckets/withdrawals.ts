import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../config/replace-file.ts';
import { codeOf, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { SectorBucket } from '../../core/words/fan-out.ts';

/** Deletes every point of a target from a bucket. */
export type Forget = (bucket: string, target: string) => Promise<void>;

/** A request that was on its way when the rule changed has ended after so long, ms. */
const SETTLED_MS = 60_000;

const shape = z.object({
  admitted: z.record(z.string(), z.array(z.string())),
  withdrawn: z.array(z.object({ bucket: z.string(), target: z.string(), at: z.number() })),
});
type Kept = z.output<typeof shape>;

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
    const path = join(dir, 'admitted.json');
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

  /** Takes who may be in which bucket now; `known` are the ids of all targets there are. */
  async take(
    buckets: readonly SectorBucket[],
    { known, now }: { readonly known: ReadonlySet<string>; readonly now: number },
  ): Promise<void> {
    const before = this.#kept;
    const admitted: Record<string, string[]> = {};
    const withdrawn = before.withdrawn.filter(({ bucket, target }) => {
      return !buckets.some((each) => each.bucket === bucket && each.targets.includes(target));
    });
    for (const { bucket, targets } of buckets) {
      const present = new Set(targets);
      for (const target of before.admitted[bucket] ?? []) {
        if (!present.has(target) && known.has(target)) withdrawn.push({ bucket, target, at: now });
      }
      admitted[bucket] = [...targets];
    }
    // A sector whose days are over keeps its entry: it may come back with fewer targets.
    this.#kept = { admitted: { ...before.admitted, ...admitted }, withdrawn };
    if (JSON.stringify(this.#kept) !== JSON.stringify(before)) await this.#write();
    await this.work(now);
  }

  /** Tries what is left to do. */
  async work(now: number): Promise<void> {
    const { withdrawn } = this.#kept;
    if (withdrawn.length === 0) return;
    const left: Kept['withdrawn'] = [];
    for (const each of withdrawn) {
      const isDone = await this.#try(each);
      if (!isDone || now - each.at < SETTLED_MS) left.push(each);
    }
    if (left.length === withdrawn.length) return;
    this.#kept = { ...this.#kept, withdrawn: left };
    await this.#write();
  }

  async #try({ bucket, target }: Kept['withdrawn'][number]): Promise<boolean> {
    try {
      await this.#forget(bucket, target);
      this.#log.info('buckets.target_withdrawn', { bucket, target });
      return true;
    } catch (error) {
      this.#log.warn('buckets.withdrawal_waits', { bucket, target, error: messageOf(error) });
      return false;
    }
  }

  async #write(): Promise<void> {
    await replaceFile(this.#path, JSON.stringify(this.#kept), 0o600);
  }
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
