import { describe, expect, it } from 'vitest';
import { type OrderedStretch, samplesInOrder } from '../../../src/app/backtest/samples-in-order.ts';
import type { ScanQuery } from '../../../src/core/ports/sample-store.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { endOf } from '../../../src/judge/replay.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../../store/store-sample.ts';

const TO = T0 + 6 * HOUR_MS;

async function ordered(samples: readonly Sample[], cuts: readonly number[] = []) {
  const { samples: store } = createMemoryStore();
  await store.append(samples);
  const asked: ScanQuery[] = [];
  const scan = (query: ScanQuery) => {
    asked.push(query);
    return store.scan(query);
  };
  const stretches: OrderedStretch[] = [];
  for await (const each of samplesInOrder({ scan }, { from: T0, to: TO }, cuts)) {
    stretches.push(each);
  }
  return { stretches, given: stretches.flatMap((each) => each.samples), asked };
}

const name = ({ target, attempt }: Sample) => `${target}${attempt}`;

describe('stored samples in the order of their ends', () => {
  it('come over all targets, each once, a long one after those that began later', async () => {
    const at = T0 + 10 * MINUTE_MS;
    const { given } = await ordered([
      sampleAt('a', at - 5000, { startedAt: at - 5000, totalMs: 9000 }),
      sampleAt('b', at - 4000, { startedAt: at - 4000, totalMs: 10 }),
      sampleAt('c', at, { startedAt: at, totalMs: 10 }),
      sampleAt('b', at - 4000, { startedAt: at + 2000, totalMs: 10, attempt: 2 }),
      sampleAt('d', at + 1, { startedAt: null, totalMs: null, outcome: 'missed', reason: 'late' }),
    ]);
    expect(given.map(name)).toEqual(['b1', 'd1', 'c1', 'b2', 'a1']);
  });

  it('stand in the stretch in which they ended, and no stretch reaches over a cut', async () => {
    const cut = T0 + 3 * MINUTE_MS;
    const { stretches, asked } = await ordered(
      [sampleAt('a', cut - 1000, { startedAt: cut - 1000, totalMs: 2000 }), sampleAt('b', T0)],
      [cut],
    );
    expect(stretches[0]).toMatchObject({ from: T0, to: cut });
    expect(stretches.map(({ samples }) => samples.map(name)).filter((each) => each.length)).toEqual(
      [['b1'], ['a1']],
    );
    expect(stretches.at(-1)?.to).toBe(TO);
    expect(asked.map(({ from }) => from).slice(1)).toEqual(asked.map(({ to }) => to).slice(0, -1));
  });

  it('are read in longer stretches where few are stored, in shorter ones where many are', async () => {
    const few = await ordered([]);
    expect(few.asked.length).toBeLessThan(8);
    const many = Array.from({ length: 150_000 }, (_, n) => {
      const at = T0 + 30 * MINUTE_MS + 3000 * Math.floor(n / 60);
      return sampleAt(`site-${n % 60}`, at, { startedAt: at, totalMs: 20 });
    });
    const { stretches, given } = await ordered(many);
    expect(given).toHaveLength(many.length);
    expect(given.every((each, n) => n === 0 || endOf(each) >= endOf(given[n - 1] ?? each))).toBe(
      true,
    );
    const sizes = stretches.map(({ samples }) => samples.length);
    expect(Math.max(...sizes.slice(4))).toBeLessThan(75_000);
  });
});
