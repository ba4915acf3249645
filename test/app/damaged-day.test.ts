import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import { openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import { flipPages } from '../store/embedded/damaged-file.ts';
import { RETENTION } from '../store/embedded/opened.ts';
import { HOUR_MS, MINUTE_MS, sampleAt } from '../store/store-sample.ts';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  sitesOf,
  startCouncil,
  startNotingSite,
} from './running-council.ts';

interface ProberAnswer {
  readonly data: { readonly store: { readonly status: string; readonly lost: number } };
}

interface HealthAnswer {
  readonly probing: { readonly done: number };
  readonly store: { readonly status: string; readonly dropped: number };
}

const SITES = 20;
const SLOTS = 90;

let folder: CouncilFolder;
let site: NotingSite;
let running: RunningCouncil | null = null;

beforeEach(async () => {
  folder = councilFolder();
  site = await startNotingSite();
});

afterEach(async () => {
  await running?.service.close();
  running = null;
  await site.close();
  folder.remove();
});

/** An earlier run's samples of an hour and a half that is over, with a few of their pages damaged. */
async function leaveDamagedDay(): Promise<void> {
  const store = await openEmbeddedStore({
    ...{ dir: folder.dataDir, timezone: 'Asia/Tokyo', retention: RETENTION, sync: 'normal' },
    commitIntervalMs: 0,
    log: noLog,
  });
  const from = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS;
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const at = from + slot * MINUTE_MS;
    await store.samples.append(
      Array.from({ length: SITES }, (_, index) => sampleAt(`gas-${index + 1}`, at)),
    );
  }
  await store.maintain();
  await store.close();
  const days = join(folder.dataDir, 'samples');
  const paths = readdirSync(days, { withFileTypes: true })
    .filter(({ name }) => name.endsWith('.sqlite'))
    .map(({ name }) => join(days, name))
    .sort((a, b) => statSync(a).size - statSync(b).size);
  flipPages(paths.at(-1) ?? '', 'day', 0.5);
}

async function readJson<T>(path: string): Promise<T> {
  const response = await fetch(`${running?.service.url}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

it('goes on probing with a damaged day, and says on log, board and metrics what was lost', async () => {
  const sites = sitesOf('gas', SITES, site.port);
  folder.writeSector('gas', sites);
  await leaveDamagedDay();
  const startedAt = Date.now();
  running = await startCouncil(folder);
  const { recorded } = running;
  await askedAgain(
    site,
    sites.map(({ id }) => `/${id}`),
    2,
  );
  const event = (name: string) => recorded.entries.find((entry) => entry.event === name);
  await expect.poll(() => event('store.file_salvaged'), { timeout: 60_000 }).toBeDefined();
  expect(event('store.file_damaged')).toMatchObject({
    level: 'error',
    fields: { file: expect.stringContaining('.damaged-') },
  });
  const lost = Number(event('store.file_salvaged')?.fields['lost']);
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThan(SITES * SLOTS);

  const { store } = (await readJson<ProberAnswer>('/api/prober')).data;
  expect(store).toMatchObject({ status: 'ok', lost });
  const metrics = await (await fetch(`${running.service.url}/metrics`)).text();
  expect(metrics).toMatch(new RegExp(`^yamabiko_store_lost_samples ${lost}$`, 'm'));

  const before = await readJson<HealthAnswer>('/healthz');
  await expect
    .poll(async () => (await readJson<HealthAnswer>('/healthz')).probing.done)
    .toBeGreaterThan(before.probing.done + SITES);
  const health = await readJson<HealthAnswer>('/healthz');
  expect(health.store).toMatchObject({ status: 'ok', dropped: 0 });
  await running.service.close();
  running = null;
  const counts = { earlier: 0, measured: 0 };
  for await (const block of openEmbeddedReader(folder.dataDir).scan({ from: 0, to: Date.now() })) {
    for (const { scheduledAt } of block) {
      counts[scheduledAt < startedAt ? 'earlier' : 'measured'] += 1;
    }
  }
  expect(counts.earlier).toBe(SITES * SLOTS - lost);
  expect(counts.measured).toBeGreaterThan(SITES);
}, 120_000);
