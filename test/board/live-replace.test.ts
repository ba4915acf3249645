import { describe, expect, it } from 'vitest';
import { overviewSchema } from '../../src/board/api-schema.ts';
import { Live } from '../../src/board/live.ts';
import { siteOf } from '../../src/board/views/overview.ts';
import type { Config, Sector } from '../../src/core/config.ts';
import type { ActiveMaintenance } from '../../src/core/words/maintenance.ts';
import { OPERATOR } from '../../src/core/words/viewer.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { ask, readEvents } from './http-client.ts';
import { failureOf, sampleOf } from './sample-fixture.ts';

const NOON = Date.UTC(2026, 10, 22, 3);
const before = councilOf({ sectors: 3, sitesPerSector: 2, bothEvery: 2 });

/** Without the first sector, with the second renamed, and its first member gone. */
function changed(config: Config): Config {
  const [, second, third] = config.sectors;
  if (second === undefined || third === undefined) throw new Error('the fixture has three sectors');
  const renamed: Sector = {
    ...second,
    name: { ja: '新しい名のセプター', en: 'Renamed CEPTOAR' },
    members: second.members.slice(1),
  };
  return { ...config, sectors: [third, renamed] };
}

describe('a live state under a new configuration', () => {
  it('shows nothing newest of a target that was stopped, and says so, until it is resumed', () => {
    const live = new Live(before, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    const { id } = site.target;
    live.observe(failureOf(site, NOON - 60_000, 4));
    const stop = { target: id, at: NOON, actor: 'operator', reason: 'asked' };
    live.replace(before, new Map([[id, stop]]));
    live.observe(failureOf(site, NOON, 4));
    expect(siteOf(live, 0)).toMatchObject({ id, stopped: { at: NOON, reason: 'asked' } });
    expect(siteOf(live, 0).series.map(({ newest }) => newest)).not.toContainEqual(
      expect.objectContaining({ outcome: 'failure' }),
    );
    live.replace(before, new Map());
    live.observe(failureOf(site, NOON + 60_000, 4));
    expect(siteOf(live, 0)).toMatchObject({ stopped: null });
    expect(siteOf(live, 0).series[0]?.newest?.outcome).toBe('failure');
  });

  it('keeps what is known of series that stay, wherever they stand now', () => {
    const live = new Live(before, NOON);
    for (const site of live.table.targets) {
      for (const family of site.target.family === 'both' ? ([4, 6] as const) : ([4] as const)) {
        live.observe(sampleOf(site, NOON - 60_000, { family }));
        live.observe(failureOf(site, NOON, family));
      }
    }
    const known = new Map(
      Array.from({ length: live.table.rows }, (_, row) => {
        const series = live.table.seriesAt(row);
        const hour = live.hours.cellAt(row, NOON);
        return [`${series.target}/${series.family}`, { series, hour }] as const;
      }),
    );
    const day = live.day.dayOf('gas', NOON);
    live.replace(changed(before));
    expect(live.table.rows).toBe(5);
    for (let row = 0; row < live.table.rows; row += 1) {
      const series = live.table.seriesAt(row);
      expect(series).toEqual(known.get(`${series.target}/${series.family}`)?.series);
      expect(live.hours.cellAt(row, NOON)).toEqual(
        known.get(`${series.target}/${series.family}`)?.hour,
      );
    }
    expect(live.day.dayOf('gas', NOON)).toEqual(day);
    expect(live.day.cellAt('banking', NOON)).toEqual({
      at: NOON,
      success: 0,
      suspect: 0,
      failure: 0,
      missed: 0,
    });
  });

  it('takes no sample of what is gone, and starts what is new empty', () => {
    const live = new Live(changed(before), NOON);
    live.replace(before);
    const [gone] = live.table.targets;
    if (gone === undefined) throw new Error('the fixture has sites');
    expect(live.table.seriesAt(0)).toMatchObject({ newest: null, recentMs: [], since: null });
    live.replace(changed(before));
    const { version } = live;
    live.observe(sampleOf(gone, NOON));
    expect(live.version).toBe(version);
    expect(live.table.indexOf(gone.target.id)).toBeNull();
  });

  it('forgets the interval of a site whose schedule changed', () => {
    const live = new Live(before, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    live.observe(sampleOf(site, NOON - 60_000));
    live.observe(sampleOf(site, NOON));
    expect(live.table.seriesAt(0).intervalMs).toBe(60_000);
    live.replace(before);
    expect(live.table.seriesAt(0).intervalMs).toBe(60_000);
    const slower = before.sectors.map((sector) => ({
      ...sector,
      members: sector.members.map((member) => ({
        ...member,
        targets: member.targets.map((target) => ({ ...target, schedule: '*/10 * * * *' })),
      })),
    }));
    live.replace({ ...before, sectors: slower });
    expect(live.table.seriesAt(0).intervalMs).toBeNull();
  });

  it('shows planned work with what is known already, and with what comes', () => {
    const live = new Live(before, NOON);
    const [site] = live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    live.observe(failureOf(site, NOON));
    const work: ActiveMaintenance = { window: 'w', title: null, from: NOON, to: NOON + 120_000 };
    live.useMaintenance((target, at) =>
      target === site.target.id && at >= work.from && at < work.to ? work : null,
    );
    expect(live.table.seriesAt(0).maintenance).toEqual(work);
    live.observe(failureOf(site, NOON + 60_000));
    expect(live.table.seriesAt(0).maintenance).toEqual(work);
    live.observe(failureOf(site, NOON + 120_000));
    expect(live.table.seriesAt(0).maintenance).toBeNull();
  });

  it('tells connected browsers to fetch anew, and gives them the new picture at once', async () => {
    const fixture = createFixture(before);
    const board = await startFixtureBoard(fixture.sources);
    const overview = async () => {
      const answer: unknown = JSON.parse((await ask(`${board.url}/api/overview`)).text);
      const data = answer && typeof answer === 'object' && 'data' in answer ? answer.data : null;
      return overviewSchema.parse(data);
    };
    const reader = await readEvents(`${board.url}/api/stream`);
    try {
      expect(await reader.next()).toMatchObject({ data: { data: { reset: false } } });
      expect((await overview()).sectors.map(({ id }) => id)).toContain('banking');
      fixture.live.replace(changed(before));
      const seen = await overview();
      expect(seen.sectors.map(({ id }) => id)).toEqual(['gas', 'securities']);
      expect(seen.sectors[1]?.name.en).toBe('Renamed CEPTOAR');
      expect(await reader.next()).toMatchObject({ data: { data: { reset: true, series: [] } } });
      expect(await reader.next()).toMatchObject({ data: { data: { reset: false } } });
      expect(await fixture.sources.target(OPERATOR, 'banking-0001-home')).toBeNull();
    } finally {
      await reader.close();
      await board.close();
    }
  });
});
