import { describe, expect, it } from 'vitest';
import { CELL_MS, CELLS } from '../../src/board/hour-counts.ts';
import { Live } from '../../src/board/live.ts';
import { restoreLive } from '../../src/board/restore-live.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { councilOf } from './council-fixture.ts';
import { failureOf, missedOf, sampleOf } from './sample-fixture.ts';

const config = councilOf({ sectors: 2, sitesPerSector: 2 });
const NOON = Date.UTC(2026, 10, 22, 3);

describe('Live', () => {
  it('counts the samples of a sector by hour and outcome, confirmations left out', () => {
    const live = new Live(config, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    live.observe(sampleOf(site, NOON - CELL_MS));
    live.observe(failureOf(site, NOON));
    live.observe({ ...failureOf(site, NOON), attempt: 2 });
    live.observe(missedOf(site, NOON + 60_000));
    const day = live.day.dayOf(site.sector.id, NOON + 60_000);
    expect(day).toHaveLength(CELLS);
    expect(day.slice(-2)).toEqual([
      { at: NOON - CELL_MS, success: 1, failure: 0, suspect: 0, missed: 0 },
      { at: NOON, success: 0, failure: 1, suspect: 0, missed: 1 },
    ]);
    expect(live.day.cellAt('securities', NOON).failure).toBe(0);
  });

  it('counts failures that are suspect apart, before and after a restart', async () => {
    const live = new Live(config, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    const suspect = { validity: 'suspect', suspectCause: 'loop_delay' } as const;
    const at = (minute: number) => NOON - CELL_MS + minute * 60_000;
    const samples = [
      failureOf(site, at(0)),
      ...[1, 2].map((minute) => ({ ...failureOf(site, at(minute)), ...suspect })),
      sampleOf(site, at(3), suspect),
    ];
    for (const sample of samples) live.observe(sample);
    const expected = { at: at(0), success: 1, failure: 1, suspect: 2, missed: 0 };
    expect(live.day.cellAt(site.sector.id, at(0))).toEqual(expected);
    expect(live.hours.cellAt(0, at(0))).toEqual(expected);
    const store = createMemoryStore().samples;
    await store.append([...samples, sampleOf(site, NOON)]);
    const restarted = new Live(config, NOON);
    const now = NOON + 60_000;
    await restoreLive(restarted, { store, newest: await store.latest(0), now });
    expect(restarted.hours.cellAt(0, at(0))).toEqual(expected);
    const old = (await store.rollups({ period: '1h', from: at(0), to: NOON })).map((rollup) => ({
      ...rollup,
      suspectFailures: null,
    }));
    const fromOld = new Live(config, NOON);
    fromOld.restoreDay({ rollups: old });
    expect(fromOld.hours.cellAt(0, at(0))).toMatchObject({ failure: 3, suspect: 0 });
  });

  it('lets go of hours that are older than the day', () => {
    const live = new Live(config, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    live.observe(sampleOf(site, NOON - CELLS * CELL_MS));
    live.observe(failureOf(site, NOON));
    live.observe(sampleOf(site, NOON - CELLS * CELL_MS));
    const counted = live.day
      .dayOf(site.sector.id, NOON)
      .reduce((sum, { success }) => sum + success, 0);
    expect(counted).toBe(0);
  });

  it('tallies probes once, whatever their series shows', () => {
    const live = new Live(config, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    live.observe(sampleOf(site, NOON));
    live.observe(failureOf(site, NOON + 60_000));
    live.observe({ ...failureOf(site, NOON + 60_000), attempt: 2 });
    expect([...live.tally.byOutcome]).toEqual([
      ['success/', 1],
      ['failure/timeout', 1],
    ]);
    expect(live.tally.confirmations).toBe(1);
    expect(live.tally.durations.failure.sum).toBeCloseTo(10, 6);
    expect(live.tally.phases.wait.count).toBe(1);
  });
});

describe('restoreLive', () => {
  it('shows and counts the last day of an earlier run, each sample once', async () => {
    const { samples: store } = createMemoryStore();
    const before = new Live(config, NOON);
    const stop = NOON + 17 * 60_000;
    for (const site of before.table.targets) {
      for (let at = stop - 26 * CELL_MS; at < stop; at += 10 * 60_000) {
        const sample = (at / 600_000) % 7 === 0 ? failureOf(site, at) : sampleOf(site, at);
        before.observe(sample);
        await store.append([sample]);
      }
    }
    const after = new Live(config, stop + 60_000);
    const now = stop + 60_000;
    await restoreLive(after, {
      store,
      newest: await store.latest(before.firstVersion - 86_400_000),
      now,
    });
    for (const { id } of config.sectors) {
      expect(after.day.dayOf(id, stop)).toEqual(before.day.dayOf(id, stop));
    }
    expect(after.table.seriesAt(0).newest).toEqual(before.table.seriesAt(0).newest);
    expect(after.tally.byOutcome.get('success/')).toBe(0);
  });

  it('starts empty on an empty store', async () => {
    const live = new Live(config, NOON);
    await restoreLive(live, { store: createMemoryStore().samples, newest: [], now: NOON });
    expect(live.version).toBe(NOON);
    const empty = { at: NOON, success: 0, failure: 0, suspect: 0, missed: 0 };
    expect(live.day.cellAt('banking', NOON)).toEqual(empty);
  });
});
