import { FAILING } from '../../judge/rules/target/failing.ts';
import type { TargetState } from '../../share/rules/shared-target.ts';

/** Figures of how the past of a practice site is judged, in slots. */
const PAST = {
  /** Answers after which a normal is known. */
  learn: 30,
  /** Failures in a row that are one, and slow or quick answers in a row that begin and end a slowness. */
  failures: 2,
  turns: 5,
  /** So much of normal is slow. */
  slow: 2,
  /** Weights of the newest answer. */
  normal: 0.01,
  recent: 0.2,
  /** A failure that begins counts so much less with each slot; so many flap, so few do no more. */
  calming: 0.97,
  flapping: 1.8,
  steady: 0.3,
} as const;

/**
 * How a series of the practice past did, by simpler rules than those that judge what is measured: failures
 * in a row, one now and then, and answers in a row that take twice the normal. Judging 14 days of a hundred sites as they are
 * judged live would take a start many seconds.
 */
export class PracticeSite {
  #answers = 0;
  #normalMs = 0;
  #recentMs = 0;
  #failures = 0;
  #successes = 0;
  #turned = 0;
  #isFailing = false;
  #onsets = 0;
  #isFlapping = false;
  #isSlow = false;

  /** `totalMs` null = it failed. Whether its judgement became another. */
  take(totalMs: number | null): boolean {
    const { judgement } = this;
    if (totalMs === null) this.#fail();
    else this.#answer(totalMs);
    this.#onsets *= PAST.calming;
    if (this.#onsets > PAST.flapping) this.#isFlapping = true;
    else if (this.#onsets < PAST.steady) this.#isFlapping = false;
    return this.judgement !== judgement;
  }

  get judgement(): TargetState['judgement'] {
    if (this.#isFlapping) return 'flapping';
    if (this.#isFailing) return 'failing';
    return this.#isSlow ? 'slow' : 'normal';
  }

  get state(): TargetState {
    const { judgement } = this;
    const isKnown = !this.#isFailing && this.#answers >= PAST.learn;
    const ratio = isKnown ? this.#recentMs / this.#normalMs : null;
    return { judgement, suspect: false, ratio };
  }

  #fail(): void {
    this.#successes = 0;
    this.#failures += 1;
    if (this.#failures !== PAST.failures) return;
    if (!this.#isFailing) this.#onsets += 1;
    this.#isFailing = true;
  }

  #answer(totalMs: number): void {
    this.#failures = 0;
    this.#successes += 1;
    if (this.#successes >= FAILING.successes) this.#isFailing = false;
    const isFirst = this.#answers === 0;
    this.#answers += 1;
    this.#recentMs += (totalMs - this.#recentMs) * (isFirst ? 1 : PAST.recent);
    const isLong = this.#answers > PAST.learn && totalMs >= this.#normalMs * PAST.slow;
    this.#turned = isLong === this.#isSlow ? 0 : this.#turned + 1;
    if (this.#turned >= PAST.turns) {
      this.#isSlow = isLong;
      this.#turned = 0;
    }
    if (isLong) return;
    // The mean of all until a normal is known.
    const weight = Math.max(PAST.normal, 1 / this.#answers);
    this.#normalMs += (totalMs - this.#normalMs) * weight;
  }
}
