import { describe, expect, it } from 'vitest';
import { CELL_MS } from '../../src/board/hour-counts.ts';
import { Live } from '../../src/board/live.ts';
import { restoreAdded } from '../../src/board/restore-added.ts';
import type { Config } from '../../src/core/config.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { councilOf } from './council-fixture.ts';
import { failureOf, sampleOf } from './sample-fixture.ts';

const NOON = Date.UTC(2026, 10, 22, 3);
const MINUTE = 60_000;
const whole = councilOf({ sectors: 2, sitesPerSector: 2 });

function without(config: Config, target: string): Config {
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.filter(({ targets }) => targets.every(({ id }) => id !== target)),
  }));
  return { ...config, sectors };
}

/** Six hours, of all sites: the first fails in the last 20 minutes. */
async function measured() {
  const { samples: store } = createMemoryStore();
  const live = new Live(whole, NOON - 6 * CELL_MS);
  const [first] = live.table.targets;
  if (first === undefined) throw new Error('the fixture has sites');
  for (let at = NOON - 6 * CELL_MS; at < NOON; at += MINUTE) {
    const samples = live.table.targets.map((site) =>
      site === first && at >= NOON - 20 * MINUTE ? failureOf(site, at) : sampleOf(site, at),
    );
    await store.append(samples);
    for (const sample of samples) live.observe(sample);
  }
  live.takeNormals(await store.rollups({ period: '1h', from: 0, to: NOON }), NOON);
  return { store, live, id: first.target.id };
}

describe('a site that was removed and is added again', () => {
  it('is known at once as it was, with its hours, its normal and since when it fails', async () => {
    const { store, live, id } = await measured();
    const before = live.table.seriesAt(0);
    const hours = Array.from({ length: 6 }, (_, hour) =>
      live.hours.cellAt(0, NOON - (hour + 1) * CELL_MS),
    );
    const day = live.day.dayOf('banking', NOON);
    expect(live.replace(without(whole, id))).toEqual([]);
    const added = live.replace(whole);
    expect(added).toEqual([id]);
    expect(live.table.seriesAt(0).newest).toBeNull();
    await restoreAdded(live, { store, targets: added, now: NOON });
    expect(live.table.seriesAt(0)).toEqual({ ...before, intervalMs: MINUTE });
    expect(before.since).toEqual({ at: NOON - 20 * MINUTE, orEarlier: false });
    expect(before.normalMs).not.toBeNull();
    expect(
      Array.from({ length: 6 }, (_, hour) => live.hours.cellAt(0, NOON - (hour + 1) * CELL_MS)),
    ).toEqual(hours);
    // Its sector had counted it while it was there.
    expect(live.day.dayOf('banking', NOON)).toEqual(day);
  });

  it('counts in the day of a sector that came with it', async () => {
    const { store, live } = await measured();
    const day = live.day.dayOf('banking', NOON);
    live.replace({ ...whole, sectors: whole.sectors.slice(1) });
    const added = live.replace(whole);
    expect(added).toHaveLength(2);
    await restoreAdded(live, { store, targets: added, now: NOON });
    expect(live.day.dayOf('banking', NOON)).toEqual(day);
  });

  it('keeps what was measured of it since it came', async () => {
    const { store, live, id } = await measured();
    live.replace(without(whole, id));
    const added = live.replace(whole);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    live.observe(sampleOf(site, NOON + 1000));
    await restoreAdded(live, { store, targets: added, now: NOON });
    const series = live.table.seriesAt(0);
    expect(series.newest).toMatchObject({ outcome: 'success', scheduledAt: NOON + 1000 });
    expect(series.since).toMatchObject({ at: NOON + 1000 });
    expect(live.hours.cellAt(0, NOON - CELL_MS)).toMatchObject({ success: 40, failure: 20 });
  });

  it('leaves a site without a past as it is', async () => {
    const { samples: store } = createMemoryStore();
    const live = new Live(without(whole, 'banking-0001-home'), NOON);
    await restoreAdded(live, { store, targets: live.replace(whole), now: NOON });
    expect(live.table.seriesAt(0)).toMatchObject({ newest: null, normalMs: null });
  });
});
