import { beforeAll, describe, expect, it } from 'vitest';
import type { PeriodDto } from '../../src/board/dto/target.ts';
import { MAX_POINTS, readSamples } from '../../src/board/read-samples.ts';
import { targetsOf } from '../../src/core/config.ts';
import type { SampleQuery, SampleStore } from '../../src/core/ports/sample-store.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { councilOf } from './council-fixture.ts';
import { failureOf, missedOf, phasesOf, sampleOf } from './sample-fixture.ts';

const [site] = targetsOf(councilOf({ sectors: 1, sitesPerSector: 1, bothEvery: 1 }));
if (site === undefined) throw new Error('the fixture has a site');
const TOKYO = 'Asia/Tokyo';
const NOON = Date.UTC(2026, 10, 22, 3);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function storeOf(samples: readonly Sample[]): Promise<SampleStore> {
  const { samples: store } = createMemoryStore({ samplesPerSeries: 10_000 });
  await store.append(samples);
  return store;
}

function day(): readonly Sample[] {
  return Array.from({ length: 26 * 60 }, (_, index) => {
    const at = NOON - 26 * HOUR + index * MINUTE;
    if (index % 97 === 3) return failureOf(site ?? never(), at);
    if (index % 101 === 5) return missedOf(site ?? never(), at);
    return sampleOf(site ?? never(), at, { phases: phasesOf(100 + ((index * 37) % 400)) });
  });
}

function never(): never {
  throw new Error('the fixture has a site');
}

const ask = (from: number, to: number, stepMs: number | null) => ({
  target: site.target.id,
  from,
  to,
  stepMs,
  family: null,
});

async function periods(store: SampleStore, from: number, to: number, stepMs: number) {
  const answer = await readSamples(store, ask(from, to, stepMs), TOKYO);
  return answer.kind === 'periods' ? answer.periods : [];
}

const total = (all: readonly PeriodDto[], name: 'count' | 'failures' | 'missed') =>
  all.reduce((sum, period) => sum + period[name], 0);

describe('readSamples with a step', () => {
  const held = day();
  let store: SampleStore;

  beforeAll(async () => {
    store = await storeOf(held);
  });

  it.each([
    ['whole hours', NOON - 24 * HOUR, NOON, HOUR],
    ['5 minutes', NOON - 3 * HOUR, NOON, 5 * MINUTE],
    ['ends inside of hours', NOON - 5 * HOUR + 7 * MINUTE, NOON - 13 * MINUTE, HOUR],
    ['a range shorter than a period', NOON - 4 * MINUTE, NOON - MINUTE, HOUR],
    ['a day', NOON - 24 * HOUR, NOON, 24 * HOUR],
  ])('counts every sample of %s once', async (_, from, to, stepMs) => {
    const inside = held.filter(({ scheduledAt: at }) => at >= from && at < to);
    const all = await periods(store, from, to, stepMs);
    expect(total(all, 'count')).toBe(inside.length);
    expect(total(all, 'failures')).toBe(inside.filter((each) => each.outcome === 'failure').length);
    expect(total(all, 'missed')).toBe(inside.filter((each) => each.outcome === 'missed').length);
  });

  it('gives percentiles within one percent, and exact ends', async () => {
    const [period] = await periods(store, NOON - HOUR, NOON, HOUR);
    const totals = held
      .filter(({ scheduledAt, outcome }) => scheduledAt >= NOON - HOUR && outcome === 'success')
      .map(({ totalMs }) => totalMs ?? 0)
      .toSorted((a, b) => a - b);
    expect(period?.minMs).toBe(totals[0]);
    expect(period?.maxMs).toBe(totals.at(-1));
    for (const [ratio, told] of [
      [0.5, period?.p50Ms],
      [0.95, period?.p95Ms],
    ] as const) {
      const exact = totals[Math.ceil(ratio * totals.length) - 1] ?? 0;
      expect(Math.abs((told ?? 0) - exact) / exact).toBeLessThanOrEqual(0.01);
    }
  });

  it.each([1, 100, 499, 502, 4321])('gives no percentile beyond its ends (%i ms)', async (ms) => {
    const slots = Array.from({ length: 60 }, (_, n) => NOON + n * MINUTE);
    const even = await storeOf(slots.map((at) => sampleOf(site, at, { phases: phasesOf(ms) })));
    const [period] = await periods(even, NOON, NOON + HOUR, HOUR);
    const { minMs = null } = period ?? {};
    expect(minMs).toBeGreaterThan(0);
    expect(period).toMatchObject({ p50Ms: minMs, p95Ms: minMs, p99Ms: minMs, maxMs: minMs });
  });

  it('begins a step of a day at midnight of the council', async () => {
    const all = await periods(store, NOON - 24 * HOUR, NOON, 24 * HOUR);
    expect(all.map(({ at }) => at)).toEqual([NOON - 36 * HOUR, NOON - 12 * HOUR]);
  });

  it('merges the families of a slot', async () => {
    const both = await storeOf([
      sampleOf(site, NOON, { family: 4, phases: phasesOf(100) }),
      sampleOf(site, NOON, { family: 6, phases: phasesOf(200) }),
    ]);
    expect(await periods(both, NOON, NOON + HOUR, HOUR)).toMatchObject([{ at: NOON, count: 2 }]);
  });

  it('has nulls where nothing succeeded', async () => {
    const failed = await storeOf([failureOf(site, NOON), missedOf(site, NOON + MINUTE)]);
    expect(await periods(failed, NOON, NOON + HOUR, HOUR)).toEqual([
      {
        at: NOON,
        count: 2,
        failures: 1,
        missed: 1,
        suspect: 0,
        minMs: null,
        meanMs: null,
        p50Ms: null,
        p95Ms: null,
        p99Ms: null,
        maxMs: null,
      },
    ]);
  });

  it('counts suspects and learns no time from them', async () => {
    const suspect = await storeOf([
      sampleOf(site, NOON, { phases: phasesOf(100) }),
      sampleOf(site, NOON + MINUTE, {
        phases: phasesOf(5000),
        validity: 'suspect',
        suspectCause: 'loop_delay',
      }),
    ]);
    const [period] = await periods(suspect, NOON, NOON + HOUR, HOUR);
    expect(period).toMatchObject({ count: 2, suspect: 1 });
    expect(period?.maxMs).toBeLessThan(200);
  });

  it('trusts the newest roll-up where its samples are no longer kept', async () => {
    const full = await storeOf(held);
    const emptied = {
      rollups: full.rollups.bind(full),
      samples: async (_: SampleQuery): Promise<readonly Sample[]> => [],
    };
    const answer = await readSamples(emptied, ask(NOON - 3 * HOUR, NOON, HOUR), TOKYO);
    expect(answer.kind === 'periods' && total(answer.periods, 'count')).toBe(180);
  });

  it('takes samples where the newest roll-up is still filling', async () => {
    const full = await storeOf(held);
    const half = await storeOf(held.filter(({ scheduledAt }) => scheduledAt < NOON - 30 * MINUTE));
    const filling = { rollups: half.rollups.bind(half), samples: full.samples.bind(full) };
    const answer = await readSamples(filling, ask(NOON - 3 * HOUR, NOON, HOUR), TOKYO);
    expect(answer.kind === 'periods' && total(answer.periods, 'count')).toBe(180);
  });
});

describe('readSamples without a step', () => {
  it('gives first attempts in order of time', async () => {
    const store = await storeOf([
      sampleOf(site, NOON + MINUTE),
      sampleOf(site, NOON),
      { ...failureOf(site, NOON), attempt: 2 },
    ]);
    const answer = await readSamples(store, ask(NOON, NOON + HOUR, null), TOKYO);
    if (answer.kind !== 'raw') throw new Error('raw samples were asked for');
    expect(answer.points.map(({ scheduledAt }) => scheduledAt)).toEqual([NOON, NOON + MINUTE]);
    expect(answer.next).toBeNull();
  });

  it('pages without losing, repeating or parting a slot', async () => {
    const slots = 3001;
    const store = await storeOf(
      Array.from({ length: slots }, (_, index) => NOON + index * 10_000).flatMap((at) => [
        sampleOf(site, at, { family: 4 }),
        sampleOf(site, at, { family: 6 }),
      ]),
    );
    const seen: string[] = [];
    let from: number | null = NOON;
    let pages = 0;
    while (from !== null) {
      const answer = await readSamples(store, ask(from, NOON + 10 * HOUR, null), TOKYO);
      if (answer.kind !== 'raw') throw new Error('raw samples were asked for');
      expect(answer.points.length).toBeLessThanOrEqual(MAX_POINTS);
      seen.push(...answer.points.map(({ scheduledAt, family }) => `${scheduledAt}/${family}`));
      from = answer.next;
      pages += 1;
    }
    expect(pages).toBe(2);
    expect(new Set(seen).size).toBe(2 * slots);
    expect(seen).toHaveLength(2 * slots);
  });
});
