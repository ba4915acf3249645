import { expect, it, onTestFinished } from 'vitest';
import type { OverviewDto } from '../../src/board/dto.ts';
import {
  askedAgain,
  councilFolder,
  sitesOf,
  startCouncil,
  startNotingSite,
} from './running-council.ts';

const HOUR_MS = 3_600_000;
/** Ahead of UTC, and behind it: 26 hours apart, so never the same day. */
const EAST = { timezone: 'Etc/GMT-14', aheadMs: 14 * HOUR_MS };
const WEST = { timezone: 'Etc/GMT+12', aheadMs: -12 * HOUR_MS };

/** With planned work on the days that it may be in the west while the test runs. */
function councilIn({ timezone }: { timezone: string }): string {
  const dates = [0, HOUR_MS].map((laterMs) => readIn(WEST, Date.now() + laterMs).slice(0, 10));
  return `council: { name: { ja: 試験, en: Test }, timezone: ${timezone} }
operator: { name: { ja: 試験, en: Test }, contactUrl: https://contact.example/ }
fields: [{ id: energy, name: { ja: エネルギー, en: Energy } }]
maintenance: [{ id: west, kind: dates, dates: [${[...new Set(dates)].join(', ')}], targets: [gas-1] }]
`;
}

it('takes another time zone while it runs: planned work, times shown and asked for, schedules', async () => {
  const folder = councilFolder();
  onTestFinished(() => folder.remove());
  const site = await startNotingSite();
  onTestFinished(() => site.close());
  folder.writeSector('gas', sitesOf('gas', 2, site.port));
  folder.writeFile('yamabiko.yaml', councilIn(EAST));
  const { service, recorded } = await startCouncil(folder);
  onTestFinished(() => service.close());
  const asked = async (path: string) => {
    const response = await fetch(`${service.url}${path}`);
    return (await response.json()) as { data: unknown };
  };
  const shown = async () => {
    const { data } = (await asked('/api/overview')) as { data: OverviewDto };
    const series = data.sectors.flatMap(({ sites }) => sites.flatMap((each) => each.series));
    const windows = series.flatMap(({ maintenance }) => maintenance?.window ?? []);
    return { timezone: data.council.timezone, windows };
  };
  /** How many samples there are of the day that ends in an hour, as clocks of the zone read. */
  const samplesIn = async (zone: { aheadMs: number }) => {
    const to = readIn(zone, Date.now() + HOUR_MS);
    const { data } = (await asked(`/api/targets/gas-1/samples?to=${to}`)) as {
      data: { points: readonly unknown[] };
    };
    return data.points.length;
  };
  await askedAgain(site, ['/gas-1', '/gas-2'], 2);
  expect(await shown()).toEqual({ timezone: EAST.timezone, windows: [] });
  await expect.poll(() => samplesIn(EAST)).toBeGreaterThan(0);

  const taken = recorded.next('config.reloaded');
  folder.writeFile('yamabiko.yaml', councilIn(WEST));
  expect((await taken).fields).toMatchObject({ changed: 0, targets: 2 });
  expect(await shown()).toEqual({ timezone: WEST.timezone, windows: ['west'] });
  expect(await samplesIn(WEST)).toBeGreaterThan(0);
  expect(recorded.entries.filter(({ event }) => event === 'config.restart_needed')).toEqual([]);
  await askedAgain(site, ['/gas-1', '/gas-2'], 2);
});

function readIn({ aheadMs }: { aheadMs: number }, at: number): string {
  return new Date(at + aheadMs).toISOString().slice(0, 19);
}
