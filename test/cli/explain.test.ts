import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { type CouncilFolder, councilFolder } from '../app/running-council.ts';
import { sampleAt } from '../store/store-sample.ts';
import { incidentOf } from '../store/stored-incident.ts';
import { workOf } from '../store/stored-said.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { seeded } from '../support/seeded.ts';
import { yamabiko } from '../support/yamabiko.ts';

const MINUTE_MS = 60_000;
/** Tuesday, 09:00 in Japan. */
const T0 = Date.UTC(2026, 9, 13);

/** Three hours; from 11:00 to 11:20 the server takes three times as long. */
function measured(): readonly Sample[] {
  const random = seeded(5);
  return Array.from({ length: 180 }, (_, minute) => {
    const at = T0 + minute * MINUTE_MS;
    const usual = 120 * (0.95 + 0.1 * random());
    const wait = minute >= 120 && minute < 140 ? 3 * usual - 20 : usual - 20;
    return sampleAt('gas-1', at, {
      ...{ sector: 'gas', member: 'm-gas-1', startedAt: at, totalMs: wait + 20 },
      phases: { dns: 8, connect: 6, tls: null, send: 1, wait, transfer: 3, other: 2 },
    });
  });
}

describe('explain', () => {
  let folder: CouncilFolder;
  const explained = (...words: readonly string[]) =>
    yamabiko(['explain', 'gas-1', '--data', folder.dataDir, '--config', folder.dir, ...words]);

  beforeAll(async () => {
    folder = councilFolder();
    folder.writeFile(
      'sectors/gas.yaml',
      `sector: { id: gas, field: energy, name: { ja: ガス, en: Gas } }
members:
  - id: m-gas-1
    name: { ja: 架空ガス, en: Fictional gas }
    targets:
      - id: gas-1
        url: https://gas-1.example/
        enrolment: { by: somebody, on: 2026-10-01 }
        schedule: "* * * * *"
`,
    );
    const store = await openEmbeddedStore({
      ...{ dir: folder.dataDir, timezone: 'Asia/Tokyo', sync: 'normal', log: noLog },
      retention: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
      clock: new ManualClock(T0),
      commitIntervalMs: 0,
    });
    await store.samples.append(measured());
    const incident = { ...incidentOf('20261013-1', { targets: ['gas-1'] }), since: T0 };
    const openedAt = T0 + 122 * MINUTE_MS;
    const endedAt = T0 + 150 * MINUTE_MS;
    await store.judgements.keepStep({
      incidents: [{ ...incident, openedAt, endedAt, ending: 'recovered' }],
      memory: null,
    });
    // A member planned it on the board.
    const planned = { from: T0 + 90 * MINUTE_MS, to: T0 + 110 * MINUTE_MS, endedAt: null };
    const work = workOf('w', { member: 'm-gas-1', targets: null, ...planned });
    await store.said.keepStep({ works: [work] });
    await store.close();
  });
  afterAll(() => folder.remove());

  it('says what was said then, by which normal of each phase, and what else lasted', async () => {
    const { code, stdout } = await explained('--at', '2026-10-13T11:15', '--json');
    expect(code).toBe(1);
    const { marking, data } = JSON.parse(stdout);
    expect(marking).toMatch(/^TLP:/);
    expect(data).toMatchObject({ target: 'gas-1', samples: 135, practice: false });
    expect(data.incidents.map(({ id }: { id: string }) => id)).toEqual(['20261013-1']);
    const [series] = data.series;
    expect(data.series).toHaveLength(1);
    expect(series.verdict).toMatchObject({ judgement: 'slow', phase: 'wait' });
    expect(series.verdict.normalMs).toBeGreaterThan(110);
    expect(series.verdict.normalMs).toBeLessThan(130);
    const wait = series.phases.find(({ phase }: { phase: string }) => phase === 'wait');
    expect(wait.usualMs).toBeGreaterThan(90);
    expect(wait.usualMs).toBeLessThan(110);
    expect(wait.nowMs).toBeGreaterThan(300);
    expect(series.learnedFrom).toBe(T0);
  });

  it('tells a person in either language, and of the present by default', async () => {
    const then = await explained('--at', '2026-10-13T11:15', '--lang', 'ja');
    expect(then.stdout).toContain('IPv4  平常時より遅い（2026-10-13 11:0');
    expect(then.stdout).toMatch(/応答待ち +\d+ ms +\d+ ms/);
    expect(then.stdout).toContain('続いていた事象 20261013-1（単独、');
    const before = await explained('--at', '2026-10-13T10:59', '--lang', 'en');
    expect([before.code, before.stdout]).toEqual([0, expect.stringContaining('IPv4  normal')]);
    expect(before.stdout).toContain('No incident lasted.');
    expect(before.stdout).toContain('answers since 2026-10-13 09:00:00');
  });

  it('knows the work that a member planned on the board', async () => {
    const { stdout } = await explained('--at', '2026-10-13T10:40', '--json');
    const [series] = JSON.parse(stdout).data.series;
    expect(series.verdict).toMatchObject({ judgement: 'maintenance' });
  });

  it('says what it does not know', async () => {
    const unknown = await yamabiko([
      ...['explain', 'gas-2', '--lang', 'en', '--at', '2026-10-13T11:15'],
      ...['--data', folder.dataDir, '--config', folder.dir],
    ]);
    expect(unknown.stderr).toContain('did you mean gas-1?');
    const early = await explained('--at', '2026-10-13T08:59', '--lang', 'en');
    expect(early.stderr).toContain('no samples of gas-1');
    const learning = await explained('--at', '2026-10-13T09:05', '--lang', 'en');
    expect(learning.stdout).toContain('still being learned');
    const nowhere = join(folder.dir, 'nowhere');
    const none = await yamabiko(['explain', 'gas-1', '--data', nowhere, '--config', folder.dir]);
    expect(none.code).toBe(1);
  });
});
