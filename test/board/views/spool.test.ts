import { describe, expect, it } from 'vitest';
import { expositionOf } from '../../../src/board/exposition.ts';
import { healthOf } from '../../../src/board/views/health.ts';
import { spoolFamilies, spoolOf, spoolSumOf } from '../../../src/board/views/spool.ts';
import type { SpoolStatus } from '../../../src/core/words/spool-status.ts';
import { QUIET_FIGURES } from '../board-fixture.ts';

const NOW = 1_795_000_000_000;
const QUIET = { taken: 100, dropped: 0, parked: 0, problem: null } as const;
const STATUS: SpoolStatus = {
  bytes: 12_345,
  capBytes: 4_000_000,
  buckets: [
    { bucket: 'yamabiko', state: 'ok', waiting: 0, oldestAt: null, ...QUIET },
    {
      bucket: 'sector_gas',
      state: 'parked',
      waiting: 70,
      oldestAt: NOW - 90_000,
      taken: 3,
      dropped: 5,
      parked: 2,
      problem: 'HTTP 404: bucket "sector_gas" not found',
    },
  ],
};

describe('what waits for InfluxDB', () => {
  it('is told by bucket with the age of the oldest', () => {
    expect(spoolOf(STATUS, NOW).buckets.map(({ bucket, oldestMs }) => [bucket, oldestMs])).toEqual([
      ['yamabiko', null],
      ['sector_gas', 90_000],
    ]);
  });

  it('is told in sums on /healthz, and a bucket in trouble makes the service degraded', () => {
    const figures = { ...QUIET_FIGURES, spool: STATUS };
    expect(healthOf(figures, { doubt: null, now: NOW })).toMatchObject({
      status: 'degraded',
      store: {
        status: 'ok',
        spool: { bytes: 12_345, waiting: 70, oldestMs: 90_000, dropped: 5, parked: 2, troubled: 1 },
      },
    });
    const well = { ...STATUS, buckets: STATUS.buckets.slice(0, 1) };
    expect(healthOf({ ...figures, spool: well }, { doubt: null, now: NOW }).status).toBe('ok');
    expect(spoolSumOf(well, NOW)).toMatchObject({ waiting: 0, oldestMs: 0, troubled: 0 });
    expect(healthOf(QUIET_FIGURES, { doubt: null, now: NOW }).store.spool).toBeNull();
  });

  it('is on /metrics by bucket', () => {
    const text = expositionOf(spoolFamilies(STATUS, NOW));
    for (const line of [
      'yamabiko_spool_bytes 12345',
      'yamabiko_spool_waiting{bucket="sector_gas"} 70',
      'yamabiko_spool_oldest_age_seconds{bucket="sector_gas"} 90',
      'yamabiko_spool_oldest_age_seconds{bucket="yamabiko"} 0',
      'yamabiko_spool_dropped_total{bucket="sector_gas"} 5',
      'yamabiko_spool_parked_total{bucket="sector_gas"} 2',
      'yamabiko_spool_taken_total{bucket="yamabiko"} 100',
      'yamabiko_spool_troubled{bucket="sector_gas"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(spoolFamilies(null, NOW)).toEqual([]);
  });
});
