import { describe, expect, it } from 'vitest';
import { DAY_MS, LoadSums } from '../../../src/app/load/load-report.ts';
import type { LoadRow } from '../../../src/store/embedded/read-load.ts';

const TO = Date.parse('2026-10-02T00:00:00Z');
const FROM = TO - DAY_MS;

function row(differs: Partial<LoadRow>): LoadRow {
  return {
    target: 'gas-1',
    family: 4,
    member: 'm-1',
    sector: 'gas',
    peerAddress: '192.0.2.1',
    slots: 1440,
    probes: 1440,
    requests: 1440,
    bodyBytes: 1_440_000,
    waited: 0,
    longestWaitMs: 3,
    firstAt: FROM + 30_000,
    lastAt: TO - 30_000,
    ...differs,
  };
}

function reportOf(
  rows: readonly LoadRow[],
  stopped: readonly string[] = [],
  inForce: ReadonlySet<string> | null = null,
) {
  const sums = new LoadSums();
  for (const each of rows) sums.add(each);
  const stops = stopped.map((target) => ({ target, at: TO, actor: 'operator', reason: null }));
  const day = { from: FROM, to: TO, practice: false, timezone: 'UTC' };
  return sums.report({ ...day, stopped: stops, inForce });
}

describe('requests and bytes a day', () => {
  it('are what was stored where a whole day is', () => {
    const { total } = reportOf([row({})]);
    expect(total).toEqual({
      targets: 1,
      probes: 1440,
      requests: 1440,
      bodyBytes: 1_440_000,
      requestsADay: 1440,
      bodyBytesADay: 1_440_000,
      scaled: false,
    });
  });

  it('are scaled by the stored intervals where less than a day is', () => {
    const hour = row({
      slots: 61,
      requests: 122,
      bodyBytes: 61_000,
      firstAt: TO - 3_600_000,
      lastAt: TO,
    });
    const { total, targets } = reportOf([hour]);
    expect(targets[0]).toMatchObject({ requests: 122, requestsADay: 2880, scaled: true });
    expect(total).toMatchObject({ requestsADay: 2880, bodyBytesADay: 1_440_000, scaled: true });
  });

  it('are the measured ones of a day in which the service stood still', () => {
    const halved = row({ slots: 720, requests: 720 });
    expect(reportOf([halved]).total).toMatchObject({ requestsADay: 720, scaled: false });
  });

  it('are not told from a single slot', () => {
    const { total } = reportOf([row({ slots: 1, requests: 1, firstAt: TO - 5, lastAt: TO - 5 })]);
    expect(total).toMatchObject({ requests: 1, requestsADay: null, scaled: true });
  });

  it('add up both families and every hour of a target, its sector and all', () => {
    const noon = FROM + DAY_MS / 2;
    const report = reportOf([
      row({ slots: 720, requests: 720, probes: 720, lastAt: noon - 30_000 }),
      row({ slots: 720, requests: 720, probes: 720, firstAt: noon + 30_000 }),
      row({ family: 6, peerAddress: '2001:db8::1' }),
      row({ target: 'oil-1', sector: 'oil', requests: 5000 }),
    ]);
    expect(report.targets.map(({ target, requestsADay }) => [target, requestsADay])).toEqual([
      ['oil-1', 5000],
      ['gas-1', 2880],
    ]);
    expect(
      report.sectors.map(({ sector, targets, requests }) => [sector, targets, requests]),
    ).toEqual([
      ['oil', 1, 5000],
      ['gas', 1, 2880],
    ]);
    expect(report.total).toMatchObject({ targets: 2, requestsADay: 7880, scaled: false });
  });

  it('say where probes waited for the limits of an address, and who is stopped', () => {
    const report = reportOf(
      [
        row({ waited: 10, longestWaitMs: 4000 }),
        row({ target: 'gas-2', waited: 2, longestWaitMs: 29_000 }),
        row({ target: 'gas-3', peerAddress: '192.0.2.9' }),
      ],
      ['gas-3'],
    );
    expect(report.stretched).toEqual([
      { address: '192.0.2.1', targets: 2, probes: 2880, waited: 12, longestWaitMs: 29_000 },
    ]);
    expect(report.targets.filter(({ stopped }) => stopped !== null)).toMatchObject([
      { target: 'gas-3' },
    ]);
  });

  it('count what has ended as it was stored, in no total and never beside its new id', () => {
    const hour = {
      slots: 61,
      requests: 61,
      bodyBytes: 61_000,
      firstAt: TO - 7_200_000,
      lastAt: TO - 3_600_000,
    };
    const report = reportOf(
      [
        row({ ...hour, target: 'gas-stopped' }),
        row({ ...hour, target: 'gas-old-id' }),
        row({ ...hour, target: 'gas-new-id', firstAt: TO - 3_600_000, lastAt: TO }),
      ],
      ['gas-stopped'],
      new Set(['gas-stopped', 'gas-new-id']),
    );
    expect(
      report.targets.map(({ target, requestsADay, isEnded }) => [target, requestsADay, isEnded]),
    ).toEqual([
      ['gas-new-id', 1440, false],
      ['gas-stopped', 61, true],
      ['gas-old-id', 61, true],
    ]);
    expect(report.total).toMatchObject({ targets: 1, requests: 61, requestsADay: 1440 });
    expect(report.sectors).toMatchObject([{ sector: 'gas', targets: 1, requestsADay: 1440 }]);
  });

  it('do not go on for a family that is measured no more', () => {
    const both = { slots: 61, requests: 61, bodyBytes: 0, firstAt: TO - 7_200_000 };
    const { total } = reportOf([
      row({ slots: 121, requests: 121, firstAt: TO - 7_200_000, lastAt: TO }),
      row({ ...both, family: 6, lastAt: TO - 3_600_000 }),
    ]);
    expect(total.requestsADay).toBe(1440 + 61);
  });
});
