import { describe, expect, it } from 'vitest';
import { noLog } from '../../../src/core/ports/log.ts';
import { AppendQueue } from '../../../src/store/embedded/append-queue.ts';
import type { Batch } from '../../../src/store/embedded/batch-encoder.ts';
import { MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';

/** A queue whose commits are held until they are let through or fail. */
function heldQueue(differs: { intervalMs?: number; capBytes?: number } = {}) {
  const commits: { batch: Batch; end: PromiseWithResolvers<void> }[] = [];
  let wake = () => {};
  const queue = new AppendQueue({
    commit: (batch) => {
      const end = Promise.withResolvers<void>();
      commits.push({ batch, end });
      wake();
      return end.promise;
    },
    intervalMs: 0,
    capBytes: 1e6,
    log: noLog,
    ...differs,
  });
  /** The commit with this number, as soon as it has begun. */
  const commit = async (number: number) => {
    for (;;) {
      const found = commits[number];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { queue, commits, commit };
}

const at = (slot: number) => sampleAt('a', T0 + slot * MINUTE_MS);

describe('the append queue', () => {
  it('commits calls of one turn together and resolves all of them after the commit', async () => {
    const { queue, commit } = heldQueue();
    let resolved = 0;
    const appends = [0, 1, 2].map((slot) =>
      queue.append([at(slot)]).then(() => {
        resolved += 1;
      }),
    );
    const first = await commit(0);
    expect(first.batch.count).toBe(3);
    expect([resolved, queue.pending]).toEqual([0, 3]);
    first.end.resolve();
    await Promise.all(appends);
    expect([resolved, queue.pending]).toEqual([3, 0]);
  });

  it('gathers what comes during a commit into the next one', async () => {
    const { queue, commits, commit } = heldQueue();
    const first = queue.append([at(0)]);
    (await commit(0)).end.resolve();
    const second = [queue.append([at(1)]), queue.append([at(2)])];
    await first;
    const next = await commit(1);
    expect(next.batch.count).toBe(2);
    next.end.resolve();
    await Promise.all(second);
    expect(commits).toHaveLength(2);
  });

  it('leaves the interval between commits while little waits', async () => {
    const { queue, commit } = heldQueue({ intervalMs: 120 });
    const first = queue.append([at(0)]);
    (await commit(0)).end.resolve();
    const begunAt = performance.now();
    await first;
    const second = queue.append([at(1)]);
    (await commit(1)).end.resolve();
    await second;
    expect(performance.now() - begunAt).toBeGreaterThan(100);
  });

  it('tries a failed batch again until it is committed', async () => {
    const { queue, commit } = heldQueue();
    const append = queue.append([at(0)]);
    (await commit(0)).end.reject(new Error('disk full'));
    const again = await commit(1);
    expect(queue.problem).toBe('disk full');
    expect(again.batch).toBe((await commit(0)).batch);
    again.end.resolve();
    await append;
    expect(queue.problem).toBeNull();
  });

  it('drops the oldest beyond its cap, never the batch in flight, and counts samples', async () => {
    const { queue, commit } = heldQueue({ capBytes: 600_000 });
    const settled: string[] = [];
    const note = (name: string, append: Promise<void>) =>
      append.then(
        () => settled.push(`${name} stored`),
        (error: { code: string }) => settled.push(`${name} ${error.code}`),
      );
    const slots = (from: number) => Array.from({ length: 8000 }, (_, index) => at(from + index));
    const notes = [note('first', queue.append([at(0)]))];
    const first = await commit(0);
    for (const name of ['second', 'third', 'fourth']) {
      notes.push(note(name, queue.append(slots(8000 * notes.length))));
    }
    expect(queue.dropped).toBeGreaterThan(0);
    expect(queue.dropped + queue.pending).toBe(24_001);
    first.end.resolve();
    for (let number = 1; queue.pending > 0; number += 1) {
      const { end } = await commit(number);
      end.resolve();
      await end.promise;
    }
    await Promise.all(notes);
    expect(settled).toContain('first stored');
    expect(settled).toContain('second store_unavailable');
    expect(settled).toContain('fourth stored');
  });

  it('rejects a sample that no store can hold and keeps the others', async () => {
    const { queue, commit } = heldQueue();
    const good = queue.append([at(0)]);
    const bad = [
      { ...at(1), scheduledAt: T0 + 0.5 },
      { ...at(1), totalMs: Number.NaN },
      { ...at(1), queueMs: -1 },
      { ...at(1), startedAt: 1.5 },
      { ...at(1), encodedBodyBytes: Number.POSITIVE_INFINITY },
    ];
    for (const sample of bad) {
      await expect(queue.append([sample])).rejects.toMatchObject({ code: 'internal' });
    }
    const { batch, end } = await commit(0);
    expect(batch.count).toBe(1);
    end.resolve();
    await good;
  });

  it('flushes all that waits, and rejects the flush when a commit fails', async () => {
    const { queue, commit } = heldQueue({ intervalMs: 1e6 });
    const appends = [queue.append([at(0)])];
    (await commit(0)).end.resolve();
    await appends[0];
    appends.push(queue.append([at(1)]));
    const flushed = queue.flush();
    (await commit(1)).end.resolve();
    await flushed;
    const last = queue.append([at(2)]);
    const failing = queue.flush();
    (await commit(2)).end.reject(new Error('disk full'));
    await expect(failing).rejects.toThrow('disk full');
    queue.abandon();
    await expect(last).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(queue.append([at(3)])).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(queue.dropped).toBe(1);
    await Promise.all(appends);
  });
});
