import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SectorReleases } from '../../src/app/buckets/sector-releases.ts';
import { openStores } from '../../src/app/open-stores.ts';
import { practiceConfig } from '../../src/app/practice-config.ts';
import { writePracticeHistory } from '../../src/app/practice-history.ts';
import { startPracticeSites } from '../../src/app/practice-sites.ts';
import { scheduledTargets } from '../../src/app/scheduled-targets.ts';
import type { Stores } from '../../src/app/stores.ts';
import type { Config } from '../../src/core/config.ts';
import type { Judging } from '../../src/core/ports/judging.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Practice } from '../../src/practice/practice.ts';
import { verifyStore } from '../../src/store/backup/verify-store.ts';
import { recordedLog } from '../support/recorded-log.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

describe('the past of the small practice council', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-history-'));
  const recorded = recordedLog();
  const { log } = recorded;
  let config: Config;
  let practice: Practice;
  let stores: Stores;
  let now = 0;

  beforeAll(async () => {
    config = await practiceConfig('small', null, () => {});
    practice = await startPracticeSites(config, noLog);
    stores = await openStores({ config, dir, configDir: null, log: noLog });
    now = Date.now();
    await writePracticeHistory({ config, stores, practice, storeDir: dir, log });
  });
  afterAll(async () => {
    await stores.close();
    await practice.close();
    rmSync(dir, { recursive: true });
  });

  it('fills 14 days of hours and a day of 5-minute periods of every site', async () => {
    const series = scheduledTargets(config, (id) => practice.urlOf(id)).length;
    expect(series).toBeGreaterThanOrEqual(120);
    const hours = await stores.samples.rollups({ period: '1h', from: 0, to: now });
    const keys = hours.map(({ target, family }) => `${target} ${family}`);
    expect(new Set(keys).size).toBe(series);
    expect(Math.min(...hours.map(({ at }) => at))).toBeLessThan(now - 14 * DAY_MS);
    expect(hours.length).toBeGreaterThanOrEqual(series * 14 * 24);
    const running = Math.floor(now / HOUR_MS) * HOUR_MS;
    const whole = hours.filter(({ at }) => at < running);
    expect(whole.filter(({ count }) => count !== 60)).toEqual([]);
    const range = { from: running - DAY_MS, to: running };
    const fives = await stores.samples.rollups({ period: '5m', ...range });
    expect(fives).toHaveLength(series * 24 * 12);
  });

  it('is marked in every sample, and ends where measuring begins', async () => {
    const newest = await stores.samples.latest(now - 2 * 60_000);
    // With the operator's own three reference sites.
    expect(new Set(newest.map(({ target }) => target)).size).toBe(123);
    for (const { vantage, target, scheduledAt } of newest) {
      expect([vantage, target.startsWith('practice-')]).toEqual(['practice', true]);
      expect(scheduledAt).toBeLessThanOrEqual(now);
    }
    expect(await stores.state.mark('practice_history_at')).toBeGreaterThanOrEqual(now);
  });

  it('has the bands of what went wrong in it, without a gap up to now', async () => {
    const judging = { stateOf: () => null, openIncidents: () => [] };
    const open = { today: () => config, judging: judging as unknown as Judging };
    const releases = await SectorReleases.open({ ...open, storeDir: dir, log: noLog, now });
    const running = Math.floor(now / HOUR_MS) * HOUR_MS;
    const end = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const past = { from: running - 15 * DAY_MS, to: now };
    for (const viewer of [{ kind: 'council' }, { kind: 'observer' }] as const) {
      const { of: told } = await releases.during(viewer, past);
      for (const { id } of config.sectors) {
        const { bands, ratios } = told(id);
        expect(bands.map(({ from }) => from)).toEqual([
          ...[running - 14 * DAY_MS, ...bands.slice(0, -1).map(({ to }) => to)],
        ]);
        expect(bands.at(-1)?.to).toBe(end);
        expect(bands.map(({ from, since }) => since - from)).toEqual(bands.map(() => 0));
        expect(bands.map(({ orEarlier }) => orEarlier)).toEqual(bands.map((_, n) => n === 0));
        // Of few members no ratio is told.
        if (id === 'banking') expect(ratios.length).toBeGreaterThan(20);
        const kept = releases.to(viewer, id)?.release;
        const { level, since } = bands.at(-1) ?? {};
        expect([kept?.band?.level, kept?.changedAt]).toEqual([level, since]);
      }
    }
    // Slow for 35 and for 45 minutes, from five past the hour.
    const troubles = [
      ['banking', 4 * 24 + 9, 35],
      ['local-government', 3, 45],
    ] as const;
    const { of: told } = await releases.during({ kind: 'council' }, past);
    for (const [sector, hoursAgo, minutes] of troubles) {
      const half = told(sector).bands.filter(({ level }) => level === 'half');
      expect(half).toHaveLength(1);
      const [from = 0, to = 0] = [half[0]?.from, half[0]?.to];
      const begun = (from - (running - hoursAgo * HOUR_MS)) / MINUTE_MS;
      expect(begun).toBeGreaterThan(5);
      expect(begun).toBeLessThan(20);
      expect(Math.abs((to - from) / MINUTE_MS - minutes)).toBeLessThan(10);
    }
  });

  it('passes the check of a store', async () => {
    const { problems, days } = await verifyStore(dir);
    expect(problems).toEqual([]);
    expect(days.map(({ lost }) => lost)).toEqual(days.map(() => 0));
  });

  it('is written once: what is missing later is a gap', async () => {
    const lines = () =>
      recorded.entries.filter(({ event }) => event === 'practice.history_written');
    expect(lines()).toHaveLength(1);
    await writePracticeHistory({ config, stores, practice, storeDir: dir, log });
    expect(lines()).toHaveLength(1);
  });
});
