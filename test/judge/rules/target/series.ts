import { type Calendar, PLAIN_CALENDAR } from '../../../../src/core/calendar.ts';
import { dayKindsOf } from '../../../../src/core/time/day-kind.ts';
import { NO_PHASES } from '../../../../src/core/words/sample.ts';
import { createDayClock } from '../../../../src/judge/rules/target/day-clock.ts';
import { judgeSample } from '../../../../src/judge/rules/target/judge-sample.ts';
import type {
  JudgedSample,
  SeriesSettings,
  TargetVerdict,
} from '../../../../src/judge/rules/target/series-settings.ts';
import { createSeriesState } from '../../../../src/judge/rules/target/series-state.ts';
import { seeded } from '../../../support/seeded.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday, 00:00 in Tokyo. */
export const MONDAY = Date.UTC(2026, 9, 4, 15);

export function settingsOf(
  settings: Partial<SeriesSettings> = {},
  calendar: Calendar = PLAIN_CALENDAR,
): SeriesSettings {
  return {
    intervalMs: MINUTE,
    thresholds: { warnMs: null, criticalMs: null },
    clock: createDayClock('Asia/Tokyo', dayKindsOf(calendar, { from: '12-29', to: '01-03' })),
    confirmed: 'by-attempt',
    ...settings,
  };
}

/** A success that took `ms`, most of it waiting. */
export function success(ms: number): Partial<JudgedSample> {
  const phases = { ...NO_PHASES, dns: 0.05 * ms, connect: 0.1 * ms, tls: 0.1 * ms };
  return {
    outcome: 'success',
    totalMs: ms,
    phases: { ...phases, wait: 0.6 * ms, transfer: 0.1 * ms, other: 0.05 * ms },
  };
}

export function failure(
  reason: JudgedSample['reason'] = 'connect',
  failedPhase: JudgedSample['failedPhase'] = 'connect',
): Partial<JudgedSample> {
  return { outcome: 'failure', reason, blame: 'target', failedPhase, totalMs: 1 };
}

export function missed(): Partial<JudgedSample> {
  return { outcome: 'missed', reason: 'overloaded', blame: 'prober', totalMs: null };
}

/** One series judged sample by sample; slots follow each other by its interval. */
export class Series {
  readonly settings: SeriesSettings;
  state = createSeriesState();
  at: number;
  inMaintenance = false;
  mayAdopt = true;
  readonly #random: () => number;

  constructor(settings: Partial<SeriesSettings> = {}, { seed = 1, at = MONDAY } = {}) {
    this.settings = settingsOf(settings);
    this.#random = seeded(seed);
    this.at = at;
  }

  /** Judges a sample in the next slot, or the second attempt of the newest. */
  give(sample: Partial<JudgedSample>): TargetVerdict {
    if (sample.attempt !== 2) this.at += this.settings.intervalMs;
    const whole: JudgedSample = {
      scheduledAt: this.at,
      attempt: 1,
      outcome: 'success',
      reason: null,
      blame: null,
      failedPhase: null,
      phases: NO_PHASES,
      totalMs: null,
      validity: 'valid',
      ...sample,
    };
    const { settings, inMaintenance, mayAdopt } = this;
    return judgeSample(this.state, whole, { settings, inMaintenance, mayAdopt });
  }

  /** A failure and its confirmation. */
  fail(sample: Partial<JudgedSample> = failure()): TargetVerdict {
    this.give(sample);
    return this.give({ ...sample, attempt: 2 });
  }

  /** Log-normal around `ms`. */
  noisy(ms: number, sigma = 0.1): number {
    const u = Math.sqrt(-2 * Math.log(1 - this.#random()));
    return ms * Math.exp(sigma * u * Math.cos(2 * Math.PI * this.#random()));
  }

  /** Answers around `ms` for a while; the verdicts. */
  run(durationMs: number, ms: number, sigma = 0.1): TargetVerdict[] {
    const slots = Math.round(durationMs / this.settings.intervalMs);
    return Array.from({ length: slots }, () => this.give(success(this.noisy(ms, sigma))));
  }
}
