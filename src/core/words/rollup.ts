import type { Family } from './outcome.ts';

/** Length of a roll-up's period. */
export const PERIODS = ['5m', '1h'] as const;
export type Period = (typeof PERIODS)[number];

export const PERIOD_MS: Readonly<Record<Period, number>> = { '5m': 300_000, '1h': 3_600_000 };

/**
 * Statistics of one series over one period, of first attempts only. Times over successes that are
 * valid; suspects are counted, and teach nothing.
 */
export interface Rollup {
  readonly target: string;
  readonly vantage: string;
  readonly family: Family;
  readonly period: Period;
  /** Start of the period, epoch ms. */
  readonly at: number;
  /** Samples, missed ones included. */
  readonly count: number;
  readonly failures: number;
  readonly missed: number;
  /** Samples with validity `suspect`, whatever their outcome. */
  readonly suspect: number;
  /** Failures with validity `suspect`; null in what was stored before they were counted. */
  readonly suspectFailures: number | null;
  /** Of `totalMs`; null where there was no valid success. */
  readonly minMs: number | null;
  readonly maxMs: number | null;
  readonly sumMs: number;
  /** Serialised sketch of `totalMs`; empty where there was no valid success. */
  readonly sketch: Uint8Array;
}
