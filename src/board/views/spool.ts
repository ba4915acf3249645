import type { SpoolStatus } from '../../core/words/spool-status.ts';
import type { SpoolDto, SpoolSumDto } from '../dto/spool.ts';
import type { MetricFamily } from '../exposition.ts';

/** What waits for InfluxDB, bucket by bucket. `now`: epoch ms. */
export function spoolOf({ bytes, capBytes, buckets }: SpoolStatus, now: number): SpoolDto {
  return {
    bytes,
    capBytes,
    buckets: buckets.map(({ oldestAt, ...bucket }) => ({
      ...bucket,
      oldestMs: ageOf(oldestAt, now),
    })),
  };
}

/** The same in sums: a sample waits while any bucket has not taken it. */
export function spoolSumOf({ bytes, buckets }: SpoolStatus, now: number): SpoolSumDto {
  const sum = (figure: (bucket: SpoolStatus['buckets'][number]) => number) =>
    buckets.reduce((total, bucket) => total + figure(bucket), 0);
  return {
    bytes,
    waiting: Math.max(0, ...buckets.map(({ waiting }) => waiting)),
    oldestMs: Math.max(0, ...buckets.map(({ oldestAt }) => ageOf(oldestAt, now) ?? 0)),
    dropped: sum(({ dropped }) => dropped),
    parked: sum(({ parked }) => parked),
    troubled: buckets.filter(({ state }) => state !== 'ok').length,
  };
}

function ageOf(at: number | null, now: number): number | null {
  return at === null ? null : Math.max(0, now - at);
}

/** For `/metrics`; a bucket names a sector and no target. */
export function spoolFamilies(status: SpoolStatus | null, now: number): readonly MetricFamily[] {
  if (status === null) return [];
  const { bytes, capBytes, buckets } = spoolOf(status, now);
  const family = (
    name: string,
    type: 'gauge' | 'counter',
    about: { help: string; value: (bucket: SpoolDto['buckets'][number]) => number },
  ): MetricFamily => ({
    name: `yamabiko_spool_${name}`,
    help: about.help,
    type,
    values: buckets.map((one) => ({ labels: { bucket: one.bucket }, value: about.value(one) })),
  });
  const plain = (name: string, help: string, value: number): MetricFamily => ({
    name: `yamabiko_spool_${name}`,
    help,
    type: 'gauge',
    values: [{ value }],
  });
  return [
    plain('bytes', 'What waits for InfluxDB on the disk.', bytes),
    plain('cap_bytes', 'Most that may wait on the disk.', capBytes),
    family('waiting', 'gauge', {
      help: 'Samples and points that the bucket has not taken.',
      value: ({ waiting }) => waiting,
    }),
    family('oldest_age_seconds', 'gauge', {
      help: 'Age of the oldest of them.',
      value: ({ oldestMs }) => (oldestMs ?? 0) / 1000,
    }),
    family('dropped_total', 'counter', {
      help: 'Given up for the cap, or lost with damaged bytes.',
      value: ({ dropped }) => dropped,
    }),
    family('parked_total', 'counter', {
      help: 'Refused for good and set aside.',
      value: ({ parked }) => parked,
    }),
    family('taken_total', 'counter', {
      help: 'Lines taken since start.',
      value: ({ taken }) => taken,
    }),
    family('troubled', 'gauge', {
      help: '1: the bucket waits or is parked; 0: it takes what comes.',
      value: ({ state }) => (state === 'ok' ? 0 : 1),
    }),
  ];
}
