/**
 * What the benches measured, for estimates where this installation has not measured yet. A machine of
 * two server cores; each names its page. A test holds them against the pages.
 */
export const BENCH_FIGURES = {
  /** The whole service, µs of CPU a probe at 4,303 targets a minute: docs/bench/council.md. */
  cpuUsPerProbe: 2216,
  /** Largest resident memory at 4,303 targets a minute, bytes: docs/bench/council.md. */
  councilResidentBytes: 353e6,
  councilSeries: 4303,
  /** What one more target takes, bytes: docs/bench/growth.md. */
  bytesPerTarget: 14_300,
  /** A stored sample, bytes: docs/bench/store.md. */
  sampleBytes: 92.1,
  /** Roll-ups of a sample at one a minute, bytes: docs/bench/store.md. */
  rollupBytesPerSample: 9.8,
  /** Part of the roll-ups that is of 5 minutes, by the tables of that store. */
  fiveMinuteShare: 0.81,
} as const;
