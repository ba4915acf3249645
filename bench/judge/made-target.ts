import type { FailureReason, Phase } from '../../src/core/words/outcome.ts';
import { NO_PHASES, type Phases } from '../../src/core/words/sample.ts';
import type { JudgedSample } from '../../src/judge/rules/target/series-settings.ts';
import { randomOf } from '../load/random.ts';

const DAY_MS = 86_400_000;
/** Tokyo, whose days the rhythm follows. */
const ZONE_MS = 9 * 3_600_000;

/** Usual share of each phase of an answer. */
const SHARES: Readonly<Record<Phase, number>> = {
  dns: 0.05,
  connect: 0.12,
  tls: 0.18,
  send: 0.005,
  wait: 0.5,
  transfer: 0.12,
  other: 0.025,
};
const PHASE_NAMES = ['dns', 'connect', 'tls', 'send', 'wait', 'transfer', 'other'] as const;

/** A planted trouble [from, to), epoch ms. */
export type Trouble = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'slow'; readonly ratio: number; readonly phase: Phase }
  | { readonly kind: 'failing'; readonly reason: FailureReason; readonly phase: Phase | null }
);

/** What stays the same of a made target. */
export interface Character {
  readonly usualMs: number;
  /** Standard deviation of the logarithm of an answer, 0.4 of it lasting from slot to slot. */
  readonly sigma: number;
  /** Height of the daily rhythm, logarithm. */
  readonly rhythm: number;
  /** Level of a day off against a workday, logarithm. */
  readonly dayOff: number;
  /** Share of answers that are two to eight times as slow, one at a time. */
  readonly spikes: number;
  /** Share of first attempts that fail and are not confirmed. */
  readonly failures: number;
}

/** Samples of one generated target: log-normal answers with a rhythm, spikes and single failures. */
export class MadeTarget {
  readonly character: Character;
  readonly #random: () => number;
  #lasting = 0;

  constructor(seed: number, character: Partial<Character> = {}) {
    const random = randomOf(seed * 2_654_435_761);
    for (let turn = 0; turn < 20; turn += 1) random();
    this.#random = random;
    this.character = {
      usualMs: 40 * 20 ** random(),
      sigma: 0.05 * 4 ** random(),
      rhythm: 0.05 + 0.35 * random(),
      dayOff: -0.25 * random(),
      spikes: 0.004 * random(),
      failures: 0.001 * random(),
      ...character,
    };
  }

  /** The first attempt of a slot and, where it failed and `confirms`, the second. */
  slot(at: number, trouble: Trouble | null, confirms: boolean): JudgedSample[] {
    const isHit = trouble !== null && at >= trouble.from && at < trouble.to;
    const answer = this.#answer(at, isHit && trouble.kind === 'slow' ? trouble : null);
    if (isHit && trouble.kind === 'failing') {
      const failed = failedSample(at, trouble.reason, trouble.phase);
      return confirms ? [failed, { ...failed, attempt: 2 }] : [failed];
    }
    if (this.#random() >= this.character.failures) return [answer];
    const failed = failedSample(at, 'reset', 'wait');
    return confirms ? [failed, { ...answer, attempt: 2 }] : [failed];
  }

  #answer(at: number, slow: Extract<Trouble, { kind: 'slow' }> | null): JudgedSample {
    const { usualMs, sigma, spikes } = this.character;
    const usual = usualMs * Math.exp(this.#levelAt(at));
    this.#lasting = 0.8 * this.#lasting + 0.6 * 0.4 * sigma * this.#normal();
    const noise = Math.exp(this.#lasting + Math.sqrt(0.84) * sigma * this.#normal());
    const spike = this.#random() < spikes ? 2 + 6 * this.#random() : 1;
    const phases: Record<Phase, number | null> = { ...NO_PHASES };
    let totalMs = 0;
    for (const phase of PHASE_NAMES) {
      const extra = slow?.phase === phase ? (slow.ratio - 1) * usual : 0;
      const factor = phase === 'wait' ? noise * (1 + (spike - 1) / SHARES.wait) : noise;
      const ms = SHARES[phase] * usual * factor + extra * noise;
      phases[phase] = ms;
      totalMs += ms;
    }
    return answerSample(at, phases, totalMs);
  }

  #levelAt(at: number): number {
    const { rhythm, dayOff } = this.character;
    const local = at + ZONE_MS;
    const weekday = (Math.floor(local / DAY_MS) + 4) % 7;
    const isDayOff = weekday === 0 || weekday === 6;
    // Lowest at about four in the morning, highest in the afternoon.
    const turn = 2 * Math.PI * ((local % DAY_MS) / DAY_MS - 10 / 24);
    return rhythm * Math.sin(turn) * (isDayOff ? 0.6 : 1) + (isDayOff ? dayOff : 0);
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }
}

function answerSample(scheduledAt: number, phases: Phases, totalMs: number): JudgedSample {
  return {
    scheduledAt,
    attempt: 1,
    outcome: 'success',
    reason: null,
    blame: null,
    failedPhase: null,
    phases,
    totalMs,
    validity: 'valid',
  };
}

function failedSample(
  scheduledAt: number,
  reason: FailureReason,
  failedPhase: Phase | null,
): JudgedSample {
  return {
    scheduledAt,
    attempt: 1,
    outcome: 'failure',
    reason,
    blame: 'target',
    failedPhase,
    phases: NO_PHASES,
    totalMs: 500,
    validity: 'valid',
  };
}
