import type { FactsBook } from '../core/ports/facts-book.ts';
import type { Verdict } from '../core/words/judgement.ts';
import type { MaintenanceOf } from '../core/words/maintenance.ts';
import type { Sample } from '../core/words/sample.ts';
import type { CouncilStep, StepOutcome } from './council-step.ts';
import type { JudgedCouncil, JudgedPlace } from './judged-council.ts';
import { LookTimes } from './look-times.ts';
import { Pulse } from './pulse.ts';
import { FEWEST_ALONE } from './rules/council/own-network.ts';
import type { JudgedState, SeriesStates } from './series-states.ts';

/** What judging knows of series, and of the council as a whole. */
export interface Learned {
  readonly series: SeriesStates;
  readonly step: CouncilStep;
}

/** One moment on both clocks; in a replay they are one. */
export interface JudgingMoment {
  /** Epoch ms. */
  readonly now: number;
  /** Monotonic, ms. */
  readonly mono: number;
}

/**
 * Judging without a clock or a store of its own: samples and moments are handed in, so that the service
 * and a replay of stored samples are judged by the same steps at the same distances.
 */
export class CouncilJudging {
  readonly series: SeriesStates;
  readonly step: CouncilStep;
  /** When {@link look} is to be called, on the monotonic clock. */
  readonly looks = new LookTimes();
  readonly #facts: FactsBook;
  readonly #pulse = new Pulse();
  readonly #changed = new Set<string>();
  /** Something that has changed is not told yet: an answer may decide it. */
  #isHolding = false;
  #council: JudgedCouncil;
  #maintenanceOf: MaintenanceOf = () => null;

  constructor(council: JudgedCouncil, facts: FactsBook, { series, step }: Learned) {
    this.#council = council;
    this.#facts = facts;
    this.series = series;
    this.step = step;
  }

  get council(): JudgedCouncil {
    return this.#council;
  }

  /** Every series of a target; the first is of the lower family. */
  seriesOf(target: string): readonly JudgedState[] {
    return this.series.ofTarget(target);
  }

  /**
   * Whether something else is said with a sample, of either attempt, than before it, or its normal
   * became known.
   */
  observe(sample: Sample, { now, mono }: JudgingMoment): boolean {
    const place = this.#placeOf(sample.target);
    if (place === null) return false;
    const { target, family } = sample;
    const before = this.series.of(target, family)?.verdict ?? null;
    const one = this.series.judge(sample, {
      settings: place.settings,
      inMaintenance: this.#maintenanceOf(target, sample.scheduledAt) !== null,
      mayAdopt: !this.step.hasPattern,
    });
    const probe = this.#pulse.observe(sample, { now, intervalMs: place.settings.intervalMs });
    const isOther = one?.verdict != null && isNews(before, one.verdict);
    if (isOther) this.#changed.add(target);
    if (isOther || probe?.failed === true || this.#isHolding) this.looks.soon(mono);
    return isOther || isLearnedWith(before, one?.verdict ?? null);
  }

  /** Looks at our own network and at what has changed, at the whole council every half minute. */
  look({ now, mono }: JudgingMoment): StepOutcome {
    const isEvaluated = this.looks.take(mono);
    const changed = [...this.#changed];
    const held = changed.filter((target) => this.isHeld(target, now));
    this.#changed.clear();
    for (const target of held) this.#changed.add(target);
    this.#isHolding = held.length > 0;
    try {
      return this.step.take({
        ...{ now, changed, isEvaluated, facts: this.#facts, council: this.#council },
        probes: this.#pulse.at(now),
        isHeld: (target) => this.isHeld(target, now),
        seriesOf: (target) => this.seriesOf(target),
      });
    } catch (error) {
      for (const target of changed) this.#changed.add(target);
      throw error;
    }
  }

  /**
   * Whether what is said of a target waits until somebody has answered since, or our network is doubted. In a
   * council in which such a doubt could not be said nothing waits. `now`: epoch ms.
   */
  isHeld(target: string, now: number): boolean {
    const { places, references } = this.#council;
    const couldDoubt = references.size > 0 || places.size >= FEWEST_ALONE;
    return couldDoubt && this.#pulse.isUndecided(target, now);
  }

  useMaintenance(maintenanceOf: MaintenanceOf): void {
    this.#maintenanceOf = maintenanceOf;
  }

  /** Takes a changed council; what is learned of targets that go is forgotten. */
  setCouncil(council: JudgedCouncil, mono: number): void {
    const gone = [...this.#council.places.keys()].filter((target) => !council.places.has(target));
    this.#council = council;
    this.series.keepOnly((target) => this.#placeOf(target) !== null);
    this.step.remove(gone);
    this.looks.soon(mono);
  }

  #placeOf(target: string): JudgedPlace | null {
    return this.#council.places.get(target) ?? this.#council.references.get(target) ?? null;
  }
}

function isLearnedWith(before: Verdict | null, now: Verdict | null): boolean {
  return before?.normalMs === null && now !== null && now.normalMs !== null;
}

/** Whether it is said differently: another judgement, or another stretch of the same. */
export function isNews(before: Verdict | null, now: Verdict): boolean {
  return before?.judgement !== now.judgement || before.since !== now.since;
}
