import type { Period } from './words/rollup.ts';

/**
 * Names of the buckets, which are also the names of the databases that InfluxQL asks. Practice data
 * has buckets of its own.
 */
export interface Buckets {
  /** Everything, for operators alone. */
  readonly operators: string;
  /** Roll-ups, for operators alone; kept longer than samples. */
  readonly rollups: Readonly<Record<Period, string>>;
  /** Released aggregates, for every secretariat. */
  readonly shared: string;
  /** What one sector's secretariat may see. */
  sector(id: string): string;
}

export function bucketsOf(practice: boolean): Buckets {
  const prefix = practice ? 'practice_' : '';
  return {
    operators: `${prefix}yamabiko`,
    rollups: { '5m': `${prefix}yamabiko_5m`, '1h': `${prefix}yamabiko_1h` },
    shared: `${prefix}shared`,
    sector: (id) => `${prefix}sector_${id}`,
  };
}
