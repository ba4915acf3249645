import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../../../src/core/words/sample.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { removeDir, temporaryDir } from '../embedded/opened.ts';
import { HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { ALL, backUp, openFilled, storySamples } from './backed-up.ts';

type Store = Awaited<ReturnType<typeof openFilled>>;

/** Samples that arrive days late, one after the other, each acknowledged before the next. */
class LateSender {
  readonly acknowledged: Sample[] = [];
  readonly #store: Store;
  readonly #sending: Promise<void>;
  #isDone = false;

  constructor(store: Store) {
    this.#store = store;
    this.#sending = this.#send();
  }

  async end(): Promise<void> {
    this.#isDone = true;
    await this.#sending;
  }

  /** To the first, the second and the third day in turn; their roll-ups follow at once. */
  async #send(): Promise<void> {
    while (!this.#isDone) {
      const count = this.acknowledged.length;
      const hour = (count % 3) * 24 + (Math.floor(count / 3) % 5);
      const late = sampleAt('late', T0 + hour * HOUR_MS + count * MINUTE_MS);
      await this.#store.samples.append([late]);
      this.acknowledged.push(late);
      this.#store.clock.step(1);
      await this.#store.maintain();
    }
  }
}

describe('a backup while samples arrive for days that it has copied', () => {
  let base: string;
  let store: Store;
  beforeEach(async () => {
    base = temporaryDir();
    store = await openFilled(join(base, 'data'));
  });
  afterEach(async () => {
    await store.close();
    removeDir(base);
  });

  it('holds every sample acknowledged before, counts what it holds, and passes its check', async () => {
    const sender = new LateSender(store);
    try {
      for (let round = 0; round < 4; round += 1) {
        const to = join(base, `backup-${round}`);
        const before = sender.acknowledged.map(nameOf);
        const manifest = await backUp(join(base, 'data'), to);
        const during = sender.acknowledged.length - before.length;
        expect(during).toBeGreaterThan(0);
        expect((await verifyStore(join(to, 'data'))).problems).toEqual([]);
        const held = await samplesIn(join(to, 'data'));
        const counted = manifest.days.reduce((sum, { samples }) => sum + samples, 0);
        expect(counted).toBe(held.length);
        const late = new Set(held.filter(({ target }) => target === 'late').map(nameOf));
        expect(before.filter((name) => !late.has(name))).toEqual([]);
        expect(held.length - late.size).toBe(storySamples().length);
      }
    } finally {
      await sender.end();
    }
    const from = join(base, 'backup-3');
    await restoreStore({ from, dataDir: join(base, 'back'), config: null });
    expect((await verifyStore(join(base, 'back'))).problems).toEqual([]);
  });
});

function nameOf({ target, scheduledAt }: Sample): string {
  return `${target} ${scheduledAt}`;
}

async function samplesIn(dir: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const query = { ...ALL, attempts: 'all' } as const;
  for await (const block of openEmbeddedReader(dir).scan(query)) samples.push(...block);
  return samples;
}
