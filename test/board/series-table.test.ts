import { describe, expect, it } from 'vitest';
import { SeriesTable } from '../../src/board/series-table.ts';
import { targetsOf } from '../../src/core/config.ts';
import { RECENT_TOTALS } from '../../src/core/words/shown-state.ts';
import { councilOf } from './council-fixture.ts';
import { failureOf, missedOf, phasesOf, sampleOf } from './sample-fixture.ts';

const AT = 1_795_000_000_000;
const targets = targetsOf(councilOf({ sectors: 1, sitesPerSector: 3, bothEvery: 3 }));
const [first, , both] = targets;
if (first === undefined || both === undefined) throw new Error('the fixture has three sites');

describe('SeriesTable', () => {
  it('gives back the newest sample to the microsecond', () => {
    const table = new SeriesTable(targets);
    const sample = sampleOf(first, AT, { phases: phasesOf(123.456) });
    expect(table.observe(sample, 7)).toBe(true);
    expect(table.seriesAt(0)).toEqual({
      target: first.target.id,
      family: 4,
      newest: {
        scheduledAt: AT,
        startedAt: AT + 2,
        outcome: 'success',
        reason: null,
        blame: null,
        failedPhase: null,
        statusCode: 200,
        protocol: 'http/1.1',
        totalMs: sample.totalMs,
        phases: sample.phases,
        validity: 'valid',
      },
      since: { at: AT, orEarlier: true },
      maintenance: null,
      intervalMs: null,
      normalMs: null,
      ratio: null,
      recentMs: [Math.round(sample.totalMs ?? 0)],
    });
    expect(table.versionOf(0)).toBe(7);
  });

  it('keeps why a probe failed, and the phases it completed', () => {
    const table = new SeriesTable(targets);
    const failure = failureOf(first, AT);
    table.observe(failure, 1);
    expect(table.seriesAt(0).newest).toMatchObject({
      outcome: 'failure',
      reason: 'timeout',
      blame: 'target',
      failedPhase: 'wait',
      statusCode: null,
      phases: failure.phases,
    });
  });

  it('keeps a missed slot with nothing measured', () => {
    const table = new SeriesTable(targets);
    const missed = missedOf(first, AT);
    table.observe(missed, 1);
    expect(table.seriesAt(0)).toMatchObject({
      newest: { outcome: 'missed', reason: 'overloaded', startedAt: null, totalMs: null },
      recentMs: [null],
    });
    expect(table.seriesAt(0).newest?.phases).toEqual(missed.phases);
  });

  it('leaves out confirmations, older samples and unknown targets', () => {
    const table = new SeriesTable(targets);
    table.observe(sampleOf(first, AT), 1);
    expect(table.observe(sampleOf(first, AT + 60_000, { attempt: 2 }), 2)).toBe(false);
    expect(table.observe(sampleOf(first, AT - 60_000), 2)).toBe(false);
    expect(table.observe(sampleOf(first, AT), 2)).toBe(false);
    expect(table.observe(sampleOf(first, AT + 60_000, { target: 'gone' }), 2)).toBe(false);
    expect(table.seriesAt(0).newest?.scheduledAt).toBe(AT);
  });

  it('tells the distance of the two newest slots', () => {
    const table = new SeriesTable(targets);
    table.observe(sampleOf(first, AT), 1);
    table.observe(sampleOf(first, AT + 60_000), 2);
    expect(table.seriesAt(0).intervalMs).toBe(60_000);
  });

  it('keeps the newest totals, oldest first, and a gap for each failure', () => {
    const table = new SeriesTable(targets);
    for (let slot = 0; slot < RECENT_TOTALS + 5; slot += 1) {
      const at = AT + slot * 60_000;
      const phases = phasesOf(1000 + slot * 10);
      table.observe(slot === 6 ? failureOf(first, at) : sampleOf(first, at, { phases }), slot + 1);
    }
    const { recentMs } = table.seriesAt(0);
    expect(recentMs).toHaveLength(RECENT_TOTALS);
    expect(recentMs[1]).toBeNull();
    const totals = recentMs.filter((value) => value !== null);
    expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  });

  it('tells whether the newest alone would leave a sample out', () => {
    const table = new SeriesTable(targets);
    expect(table.hasPassed(0, 0)).toBe(false);
    table.observe(sampleOf(first, AT), 5);
    expect(table.hasPassed(0, 4)).toBe(false);
    table.observe(sampleOf(first, AT + 60_000), 9);
    expect([4, 5, 8, 9].map((since) => table.hasPassed(0, since))).toEqual([
      ...[true, false, false, false],
    ]);
    const after = new SeriesTable(targets);
    after.adopt(table);
    expect([after.hasPassed(0, 4), after.hasPassed(0, 5)]).toEqual([true, false]);
  });

  it('holds the two families of a target apart', () => {
    const table = new SeriesTable(targets);
    table.observe(failureOf(both, AT, 6), 1);
    table.observe(sampleOf(both, AT, { family: 4 }), 2);
    expect(table.rows).toBe(4);
    expect(table.seriesAt(2)).toMatchObject({ family: 4, newest: { outcome: 'success' } });
    expect(table.seriesAt(3)).toMatchObject({ family: 6, newest: { outcome: 'failure' } });
  });

  it('follows an address that decides its own family', () => {
    const table = new SeriesTable(targets);
    table.observe(sampleOf(first, AT, { family: 6 }), 1);
    expect(table.seriesAt(0)).toMatchObject({ family: 6, newest: { scheduledAt: AT } });
  });

  it('says since when a series fails or answers again; a missed slot hides it for its time', () => {
    const table = new SeriesTable(targets);
    const sinceAfter = (sample: Parameters<SeriesTable['observe']>[0]) => {
      table.observe(sample, 1);
      return table.seriesAt(0).since;
    };
    expect(sinceAfter(sampleOf(first, AT))).toEqual({ at: AT, orEarlier: true });
    expect(sinceAfter(failureOf(first, AT + 60_000))).toEqual({
      at: AT + 60_000,
      orEarlier: false,
    });
    expect(sinceAfter(missedOf(first, AT + 120_000))).toBeNull();
    expect(sinceAfter(failureOf(first, AT + 180_000))?.at).toBe(AT + 60_000);
    expect(sinceAfter(sampleOf(first, AT + 240_000))?.at).toBe(AT + 240_000);
  });

  it('holds the median of the newest five totals against the normal', () => {
    const table = new SeriesTable(targets);
    for (const [index, waitMs] of [100, 100, 100, 200, 100, 9000, 200, 200].entries()) {
      table.observe(sampleOf(first, AT + index * 60_000, { phases: phasesOf(waitMs) }), index);
    }
    expect(table.seriesAt(0).ratio).toBeNull();
    const usual = sampleOf(first, AT, { phases: phasesOf(100) }).totalMs ?? 0;
    const now = sampleOf(first, AT, { phases: phasesOf(200) }).totalMs ?? 0;
    table.setNormal(0, usual);
    expect(table.seriesAt(0).ratio).toBe(Math.round((now / usual) * 100) / 100);
  });
});
