import { describe, expect, it } from 'vitest';
import { CELL_MS } from '../../src/board/hour-counts.ts';
import { Live } from '../../src/board/live.ts';
import { createNormals } from '../../src/board/normals.ts';
import { readUsual } from '../../src/board/read-usual.ts';
import { restoreLive } from '../../src/board/restore-live.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { councilOf } from './council-fixture.ts';
import { failureOf, phasesOf, sampleOf } from './sample-fixture.ts';

const config = councilOf({ sectors: 1, sitesPerSector: 2 });
const NOON = Date.UTC(2026, 10, 22, 3);
const MINUTE = 60_000;
const DAY = 86_400_000;

function totalOf(waitMs: number): number {
  const [site] = new Live(config, NOON).table.targets;
  if (site === undefined) throw new Error('the fixture has sites');
  return sampleOf(site, NOON, { phases: phasesOf(waitMs) }).totalMs ?? 0;
}

async function storedDay(waitMsAt: (at: number) => number) {
  const { samples: store } = createMemoryStore();
  const live = new Live(config, NOON);
  const [site, failing] = live.table.targets;
  if (site === undefined || failing === undefined) throw new Error('the fixture has sites');
  for (let at = NOON - 26 * CELL_MS; at < NOON; at += 10 * MINUTE) {
    const fails = at >= NOON - 5 * CELL_MS - 20 * MINUTE;
    await store.append([
      sampleOf(site, at, { phases: phasesOf(waitMsAt(at)) }),
      fails ? failureOf(failing, at) : sampleOf(failing, at),
    ]);
  }
  return { store, live, site, failing };
}

describe('the normal of a series', () => {
  it('is the median of the hourly medians of the stored day, whatever the newest hour did', async () => {
    const { store, live, site } = await storedDay((at) => (at >= NOON - 2 * CELL_MS ? 5000 : 100));
    await restoreLive(live, { store, newest: await store.latest(0), now: NOON });
    const { normalMs, ratio } = live.table.seriesAt(0);
    expect(normalMs).toBeCloseTo(totalOf(100), -1);
    expect(ratio).toBeGreaterThan(30);
    for (let slot = 0; slot < 5; slot += 1) {
      live.observe(sampleOf(site, NOON + slot * MINUTE, { phases: phasesOf(100) }));
    }
    expect(live.table.seriesAt(0).ratio).toBeCloseTo(1, 1);
  });

  it('follows the hours that are stored while somebody looks', async () => {
    const { store, live, site } = await storedDay(() => 100);
    const touch = createNormals(live, store, { log: noLog, readUntil: NOON - 26 * CELL_MS });
    touch(NOON);
    await expect.poll(() => live.table.seriesAt(0).normalMs).toBeCloseTo(totalOf(100), -1);
    for (let at = NOON; at < NOON + 20 * CELL_MS; at += 10 * MINUTE) {
      await store.append([sampleOf(site, at, { phases: phasesOf(1000) })]);
    }
    touch(NOON + 20 * CELL_MS);
    await expect.poll(() => live.table.seriesAt(0).normalMs).toBeCloseTo(totalOf(1000), -2);
  });
});

describe('since when a series fails, after a restart', () => {
  it('is the slot of the first failure after the last success', async () => {
    const { store, live } = await storedDay(() => 100);
    await restoreLive(live, { store, newest: await store.latest(0), now: NOON });
    expect(live.table.seriesAt(1).since).toEqual({
      at: NOON - 5 * CELL_MS - 20 * MINUTE,
      orEarlier: false,
    });
    expect(live.table.seriesAt(0).since).toMatchObject({ orEarlier: true });
  });

  it('lies before the stored day where nothing succeeded in it', async () => {
    const { samples: store } = createMemoryStore();
    const live = new Live(config, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    for (let at = NOON - 20 * CELL_MS; at < NOON; at += 10 * MINUTE) {
      await store.append([failureOf(site, at)]);
    }
    await restoreLive(live, { store, newest: await store.latest(0), now: NOON });
    expect(live.table.seriesAt(0).since).toEqual({ at: NOON - 20 * CELL_MS, orEarlier: true });
  });
});

describe('what is usual', () => {
  it('is not known on the first day: what is shown is never held against itself', async () => {
    const { samples: store } = createMemoryStore();
    const [site] = new Live(config, NOON).table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    for (let at = NOON - 20 * CELL_MS; at < NOON; at += 10 * MINUTE) {
      await store.append([sampleOf(site, at)]);
    }
    const series = { target: site.target.id, family: 4 } as const;
    const usual = await readUsual(store, series, { at: NOON, timezone: 'Asia/Tokyo' });
    expect(usual.days).toBe(0);
    expect(usual.hours.every((hour) => hour === null)).toBe(true);
  });

  it('comes from the days before, not from the one that is shown', async () => {
    const { samples: store } = createMemoryStore();
    const [site] = new Live(config, NOON).table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    for (let at = NOON - 3 * DAY; at < NOON; at += 10 * MINUTE) {
      const waitMs = at >= NOON - DAY ? 5000 : 100;
      await store.append([sampleOf(site, at, { phases: phasesOf(waitMs) })]);
    }
    const series = { target: site.target.id, family: 4 } as const;
    const usual = await readUsual(store, series, { at: NOON, timezone: 'Asia/Tokyo' });
    expect(usual.days).toBe(2);
    expect(usual.to).toBe(NOON - DAY);
    for (const hour of usual.hours) expect(hour?.p95Ms).toBeCloseTo(totalOf(100), -1);
    // Of an hour that is shown in part nothing counts.
    const later = await readUsual(store, series, {
      at: NOON + 59 * MINUTE,
      timezone: 'Asia/Tokyo',
    });
    expect(later).toEqual(usual);

    // As of a day ago, what came since does not count either, and less is known.
    const dayAgo = await readUsual(store, series, { at: NOON - DAY, timezone: 'Asia/Tokyo' });
    expect(dayAgo).toMatchObject({ days: 1, to: usual.to - DAY });
    const ofAll = await readUsual(store, series, { at: NOON + DAY, timezone: 'Asia/Tokyo' });
    expect(ofAll.hours[11]?.p95Ms).toBeCloseTo(totalOf(5000), -2);
    expect(dayAgo.hours[11]?.p95Ms).toBeCloseTo(totalOf(100), -1);
  });
});
