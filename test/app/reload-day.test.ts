import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CouncilInForce } from '../../src/app/reload/council-in-force.ts';
import { Reloader } from '../../src/app/reload/reloader.ts';
import { loadConfig } from '../../src/config/load.ts';
import { systemClock } from '../../src/schedule/system-clock.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { recordedLog } from '../support/recorded-log.ts';

/** Gas begins on 2026-04-01 in Asia/Tokyo, water always holds. */
const COUNCIL = join(import.meta.dirname, '../fixtures/config/valid-days');

it('takes a sector at the midnight on which it begins, in the council’s zone', async () => {
  const loaded = await loadConfig(COUNCIL);
  if (!loaded.ok) throw new Error('the configuration is not valid');
  const dataDir = mkdtempSync(join(tmpdir(), 'yamabiko-day-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { log, next } = recordedLog();
  const aheadMs = Date.parse('2026-03-31T23:59:59+09:00') - Date.now();
  const clock = { ...systemClock, now: () => Date.now() + aheadMs };
  const whole = loaded.config;
  const start = { whole, stopped: [], practiceUrlOf: null, now: clock.now(), log };
  const council = new CouncilInForce(start);
  const ids = () => council.series().map(({ target }) => target.id);
  expect(ids()).toEqual(['water-0001-home']);
  const begun = next('config.day_began');
  const { state } = createMemoryStore();
  const begin = { loadedAt: 0, refused: null };
  const reloader = new Reloader({ council, dir: null, dataDir, state, start: begin, clock, log });
  onTestFinished(() => reloader.close());
  expect((await begun).fields).toEqual({ targets: 2 });
  expect(ids()).toEqual(['gas-0001-home', 'water-0001-home']);
});
