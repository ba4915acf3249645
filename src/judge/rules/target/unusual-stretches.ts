import type { Judgement } from '../../../core/words/judgement.ts';
import type { Direction, TargetVerdict } from './series-settings.ts';

/** Figures of an unusual stretch. */
export const STRETCH = {
  /** Distance from which it begins; own standard deviations below which an answer is not in it. */
  enter: 8,
  leave: 4,
  /** Answers below that in a row which end it. */
  quiet: 5,
} as const;

/** Samples in a row that were far from normal, in either direction. */
export interface UnusualStretch {
  /** Slot of the first, and of the first one that no longer belongs to it; epoch ms. */
  readonly since: number;
  readonly end: number;
  /** Slot, value and what was normal where it was farthest; null where nothing was measured or known. */
  readonly peakAt: number;
  readonly peakScore: number;
  readonly peakValue: number | null;
  readonly normal: number | null;
  readonly direction: Direction | null;
  /** What the rules on a target said in it, the worst; `normal` where they said nothing. */
  readonly judgement: Judgement;
}

type Open = { -readonly [Key in keyof UnusualStretch]: UnusualStretch[Key] };

export interface JudgedPoint {
  readonly at: number;
  /** null = a failed or missed sample. */
  readonly value: number | null;
  readonly verdict: TargetVerdict;
}

/** Finds unusual stretches in verdicts that come in the order of time. */
export class UnusualStretches {
  readonly #found: UnusualStretch[] = [];
  #open: Open | null = null;
  #quiet = 0;

  add(point: JudgedPoint): void {
    const { at, verdict } = point;
    const open = this.#open;
    if (open === null) {
      if (verdict.distance >= STRETCH.enter && distanceNow(verdict) >= STRETCH.leave) {
        this.#begin(point);
      }
      return;
    }
    if (RANKS.indexOf(verdict.judgement) > RANKS.indexOf(open.judgement)) {
      open.judgement = verdict.judgement;
    }
    if (distanceNow(verdict) < STRETCH.leave) {
      if (this.#quiet === 0) open.end = at;
      this.#quiet += 1;
      if (this.#quiet >= STRETCH.quiet) this.#close(open);
      return;
    }
    this.#quiet = 0;
    if (verdict.distance > open.peakScore) Object.assign(open, peakOf(point));
  }

  /** All of them; `at`: the end of one that lasts where the samples end. */
  finish(at: number): readonly UnusualStretch[] {
    const open = this.#open;
    if (open !== null) {
      if (this.#quiet === 0) open.end = at;
      this.#close(open);
    }
    return this.#found;
  }

  #begin(point: JudgedPoint): void {
    const { at, verdict } = point;
    this.#quiet = 0;
    this.#open = { since: at, end: at, judgement: verdict.judgement, ...peakOf(point) };
  }

  #close(open: Open): void {
    this.#found.push(open);
    this.#open = null;
  }
}

/** How far the newest answer lies, whatever those before it were; a failed sample lies as far as its score. */
function distanceNow({ deviation, distance }: TargetVerdict): number {
  return deviation === null ? distance : Math.abs(deviation);
}

/** From the best to the worst. */
const RANKS: readonly Judgement[] = [
  'normal',
  'unknown',
  'maintenance',
  'blocked',
  'slow',
  'flapping',
  'failing',
];

function peakOf({ at, value, verdict }: JudgedPoint) {
  return {
    peakAt: at,
    peakScore: verdict.distance,
    peakValue: value,
    normal: verdict.normalMs,
    direction: verdict.direction,
  };
}
