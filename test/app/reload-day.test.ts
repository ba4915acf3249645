import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ChangeBook } from '../../src/app/reload/change-book.ts';
import { CouncilInForce } from '../../src/app/reload/council-in-force.ts';
import { Reloader } from '../../src/app/reload/reloader.ts';
import { loadConfig } from '../../src/config/load.ts';
import { NOTHING_TOUCHED } from '../../src/config/owner-of-field.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

/** Gas holds from 2026-04-01 to 2028-03-31 in Asia/Tokyo, water always. */
const COUNCIL = join(import.meta.dirname, '../fixtures/config/valid-days');

it.each([
  {
    what: 'begins',
    evening: '2026-03-31T23:59:00+09:00',
    before: ['water-0001-home'],
    after: ['gas-0001-home', 'water-0001-home'],
  },
  {
    what: 'has ended',
    evening: '2028-03-31T23:59:00+09:00',
    before: ['gas-0001-home', 'water-0001-home'],
    after: ['water-0001-home'],
  },
])('a sector $what at midnight in the council’s zone', async ({ evening, before, after }) => {
  const loaded = await loadConfig(COUNCIL);
  if (!loaded.ok) throw new Error('the configuration is not valid');
  const dataDir = mkdtempSync(join(tmpdir(), 'yamabiko-day-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { log, entries } = recordedLog();
  const clock = new ManualClock(Date.parse(evening));
  const whole = loaded.config;
  const council = new CouncilInForce({
    ...{ whole, stopped: [], practiceUrlOf: null },
    now: clock.now(),
    log,
  });
  const scheduled: string[][] = [];
  council.follow({
    schedule: (series) => void scheduled.push(series.map(({ target }) => target.id)),
    show: () => {},
  });
  const { state } = createMemoryStore();
  const begin = { loadedAt: 0, refused: null };
  const own = { follow: async () => {}, touched: NOTHING_TOUCHED };
  const book = new ChangeBook({ at: 0, plan: null, refused: null, digests: new Map() });
  const reloader = new Reloader({
    council,
    own,
    book,
    dir: null,
    dataDir,
    state,
    start: begin,
    clock,
    log,
  });
  onTestFinished(() => reloader.close());

  await clock.run(59_999);
  expect(council.series().map(({ target }) => target.id)).toEqual(before);
  expect(scheduled).toEqual([]);
  await clock.run(2001);
  expect(scheduled).toEqual([after]);
  const began = entries.filter(({ event }) => event === 'config.day_began');
  expect(began.map(({ fields }) => fields)).toEqual([{ targets: after.length }]);
  await clock.run(86_000_000);
  expect(scheduled).toHaveLength(1);
});
