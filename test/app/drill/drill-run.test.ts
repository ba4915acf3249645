import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginDrill, createDrillRun, judgedAtIn } from '../../../src/app/drill/drill-run.ts';
import { loadScenarios } from '../../../src/config/drill-load.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { targetsOf } from '../../../src/core/config.ts';
import { missedSample } from '../../../src/core/words/missed-sample.ts';
import { practiceCouncil } from '../../../src/practice/practice-council.ts';
import { probeTarget } from '../../support/manual-prober.ts';

const CONFIG = join(import.meta.dirname, '../../../config');
const NOW = Date.UTC(2026, 10, 28, 5, 30, 7);
const loaded = await loadConfig(CONFIG);
if (!loaded.ok) throw new Error('the shipped configuration is not valid');
const base = loaded.config;
const [scenario] = (await loadScenarios(CONFIG, 'Asia/Tokyo')).scenarios.filter(
  ({ id }) => id === '2023-06-06-name-servers',
);
if (scenario === undefined) throw new Error('there is no such scenario');
const config = practiceCouncil(base, 'small', { now: NOW, hasIpv6: true });
const request = { scenario, config, now: NOW, onEnd: () => undefined };

describe('a drill', () => {
  it('has a name and a directory of its own, and begins on a slot of its day', () => {
    const { mark, clock } = createDrillRun({ ...request, speed: 60 });
    expect(mark).toMatchObject({
      id: '2023-06-06-name-servers-20261128-143007',
      scenario: '2023-06-06-name-servers',
      from: Date.parse('2023-06-06T17:12:00+09:00'),
      speed: 60,
    });
    expect(mark.to - mark.from).toBe(scenario.lengthMs);
    expect(clock.now()).toBe(mark.from);
  });

  it('is measured from a vantage of its own, at its pace, without planned work', () => {
    const drill = createDrillRun({ ...request, speed: 60 }).config;
    expect(config.maintenance.length).toBeGreaterThan(0);
    expect([drill.vantage, drill.maintenance, drill.practice]).toEqual(['drill', [], true]);
    expect(drill.reference).toHaveLength(3);
    const targets = [...targetsOf(drill).map(({ target }) => target), ...drill.reference];
    for (const { schedule, timeoutMs } of targets) {
      expect([schedule, timeoutMs]).toEqual(['*/6 * * * *', 2400]);
    }
  });

  it('is measured less often where its references are too many for its pace', () => {
    const reference = Array.from({ length: 320 }, () => config.reference).flat();
    const { pace } = createDrillRun({ ...request, config: { ...config, reference }, speed: 60 });
    expect(pace.everySeconds).toBe(10);
  });

  it('never writes to InfluxDB', () => {
    const influx = { ...config, store: { ...config.store, kind: 'influx' as const } };
    const drill = createDrillRun({ ...request, config: influx, speed: 10 });
    expect(drill.config.store.kind).toBe('embedded');
  });

  it('holds sectors that were not there yet on its day', () => {
    const dated = config.sectors.map((sector) => ({ ...sector, validFrom: '2025-04-01' }));
    const drill = createDrillRun({ ...request, config: { ...config, sectors: dated }, speed: 10 });
    expect(drill.config.sectors.map(({ validFrom }) => validFrom)).toEqual(dated.map(() => null));
  });

  it('is refused where the sites are real', () => {
    const real = { ...config, practice: false };
    expect(() => createDrillRun({ ...request, config: real, speed: 10 })).toThrow(
      /possible with practice sites only/,
    );
  });

  it.each([
    ['the past', 0],
    ['the future', 10 * 365 * 86_400_000],
  ])(
    'of %s holds what was chosen before it for all of it, and the rest from its moment there',
    (_, later) => {
      const dated = { ...scenario, startsAt: scenario.startsAt + later };
      const run = createDrillRun({ ...request, scenario: dated, speed: 60 });
      const judgedAt = judgedAtIn(run);
      const { from } = run.mark;
      expect([NOW - 400 * 86_400_000, NOW - 1].map(judgedAt)).toEqual([0, 0]);
      expect([NOW, NOW + 3000].map(judgedAt)).toEqual([from, from]);
      // Its time begins on the slot before.
      beginDrill(run, NOW + 5000);
      const begunAt = NOW + 5000 - ((NOW + 5000) % 6000);
      expect([NOW - 1, NOW, begunAt].map(judgedAt)).toEqual([0, from, from]);
      expect(judgedAt(begunAt + 10_000)).toBe(from + 600_000);
    },
  );

  it('moves samples to its own time by their slot, and leaves durations and lateness', () => {
    const run = createDrillRun({ ...request, speed: 60 });
    const times = beginDrill(run, NOW);
    const begunAt = NOW - (NOW % 6000);
    expect(run.clock.now()).toBeGreaterThanOrEqual(run.mark.from);
    const missed = missedSample({
      ...{ target: probeTarget('gas-1'), vantage: 'drill', attempt: 1, cause: 'paused' },
      scheduledAt: begunAt + 7000,
    });
    const slot = run.mark.from + 420_000;
    expect(times.sampleOf(missed)).toEqual({ ...missed, scheduledAt: slot });
    const late = { ...missed, startedAt: begunAt + 7012, totalMs: 345 };
    expect(times.sampleOf(late)).toEqual({ ...late, scheduledAt: slot, startedAt: slot + 12 });
    const gap = { vantage: 'drill', from: begunAt, to: begunAt + 6000, slots: 3 };
    expect(times.gapOf(gap)).toEqual({ ...gap, from: run.mark.from, to: run.mark.from + 360_000 });
  });
});
