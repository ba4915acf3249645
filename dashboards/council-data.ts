import type { Text } from '../src/core/words/language.ts';

/** What dashboards and alert rules are made from: plain data out of the configuration. */
export interface CouncilData {
  readonly name: Text;
  /** IANA zone, in which dashboards show times. */
  readonly timezone: string;
  /** Address of the board, without a trailing slash; null = no links to it. */
  readonly publicUrl: string | null;
  /** Every site is a practice site: each outlet says so. */
  readonly practice: boolean;
  readonly sectors: readonly SectorData[];
}

export interface SectorData {
  readonly id: string;
  readonly name: Text;
  readonly alertsBy: 'service' | 'grafana';
  /** Verified mail addresses of the secretariat. */
  readonly mails: readonly string[];
  readonly members: readonly MemberData[];
}

export interface MemberData {
  readonly id: string;
  readonly name: Text;
  readonly targets: readonly TargetData[];
}

export interface TargetData {
  readonly id: string;
  readonly thresholds: ThresholdData;
  /** Its samples are in the bucket of its sector, for the secretariat to see. */
  readonly isInSectorBucket: boolean;
}

/** Fixed thresholds; null = none. */
export interface ThresholdData {
  readonly warnMs: number | null;
  readonly criticalMs: number | null;
  /** 0 to 1. */
  readonly failingShareRatio: number | null;
}
