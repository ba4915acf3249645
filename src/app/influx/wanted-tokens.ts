import { bucketsOf } from '../../core/buckets.ts';
import type { Config } from '../../core/config.ts';
import { wantedBuckets } from './wanted-buckets.ts';

export interface WantedToken {
  /** By which it is found again in InfluxDB. */
  readonly description: string;
  /** Name of its file. */
  readonly file: string;
  /** Names of buckets. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Descriptions of sectors' tokens begin with it. */
export function sectorTokenPrefix(practice: boolean): string {
  return `yamabiko ${practice ? 'practice ' : ''}sector `;
}

export const OPERATORS_TOKEN_FILE = 'operators.token';

export function sectorTokenFile(sector: string): string {
  return `sector-${sector}.token`;
}

/** The service writes and reads every bucket; a sector's secretariat reads its own and `shared`. */
export function wantedTokens(config: Config): readonly WantedToken[] {
  const { practice, sectors } = config;
  const all = wantedBuckets(config).map(({ name }) => name);
  const names = bucketsOf(practice);
  const own = practice ? 'yamabiko practice' : 'yamabiko';
  return [
    { description: `${own} service`, file: 'service.token', reads: all, writes: all },
    { description: `${own} operators`, file: OPERATORS_TOKEN_FILE, reads: all, writes: [] },
    ...sectors.map(({ id }) => ({
      description: sectorTokenPrefix(practice) + id,
      file: sectorTokenFile(id),
      reads: [names.sector(id), names.shared],
      writes: [],
    })),
  ];
}
