import type { SeriesSnapshot } from '../core/ports/judgement-store.ts';
import type { Family } from '../core/words/outcome.ts';
import { type Sample, seriesOf } from '../core/words/sample.ts';
import { judgeSample } from './rules/target/judge-sample.ts';
import type { JudgeContext, TargetVerdict } from './rules/target/series-settings.ts';
import {
  createSeriesState,
  decodeSeriesState,
  encodeSeriesState,
  type SeriesState,
} from './rules/target/series-state.ts';

/** One series with what was learned of it and what is said of it. */
export interface JudgedState {
  readonly target: string;
  readonly family: Family;
  readonly state: SeriesState;
  /** null before its first sample of this run. */
  verdict: TargetVerdict | null;
  /** It is normal because a lasting shift became the new normal. */
  isAdopted: boolean;
  /** Of the newest sample, of either attempt; null as `verdict`. */
  newest: Pick<Sample, 'startedAt' | 'outcome' | 'reason' | 'blame'> | null;
  /** Slot of the newest sample judged, epoch ms; −Infinity before the first. */
  judgedAt: number;
  /** As of the newest snapshot. */
  keptAt: number;
  /** Slot of the first sample ever, epoch ms; null where that was in an earlier run. */
  beganAt: number | null;
}

const NONE: readonly JudgedState[] = [];

/** What is learned of every series, and its snapshots. */
export class SeriesStates {
  /** The series of a target, the lower family first. */
  readonly #byTarget = new Map<string, readonly JudgedState[]>();

  get size(): number {
    return this.all().reduce((count) => count + 1, 0);
  }

  of(target: string, family: Family): JudgedState | null {
    return this.ofTarget(target).find((one) => one.family === family) ?? null;
  }

  /** Every series of a target, the lower family first; the same list until there is another. */
  ofTarget(target: string): readonly JudgedState[] {
    return this.#byTarget.get(target) ?? NONE;
  }

  *all(): Generator<JudgedState> {
    for (const series of this.#byTarget.values()) yield* series;
  }

  /** Takes up a snapshot; one of another version of the program is left, and learned anew. */
  restore({ series, at, state: bytes }: SeriesSnapshot): void {
    const state = decodeSeriesState(bytes);
    const [target, family] = namesOf(series);
    if (state === null || target === null) return;
    this.#add(unsaid({ target, family, state, judgedAt: at, keptAt: at, beganAt: null }));
  }

  /**
   * Judges a sample. null, and nothing changes, for one that is older than what is known of its series,
   * as after a restart.
   */
  judge(sample: Sample, context: JudgeContext): JudgedState | null {
    const one = this.#entry(sample);
    const isKnown =
      sample.scheduledAt < one.judgedAt ||
      (sample.scheduledAt === one.judgedAt && sample.attempt === 1);
    if (isKnown) return null;
    const verdict = judgeSample(one.state, sample, context);
    if (verdict.judgement !== 'normal' || verdict.ended !== null) {
      one.isAdopted = verdict.ended === 'adopted';
    }
    one.verdict = verdict;
    const { startedAt, outcome, reason, blame } = sample;
    one.newest = { startedAt, outcome, reason, blame };
    one.judgedAt = sample.scheduledAt;
    return one;
  }

  /** Snapshots of the series whose last one is oldest, at most `most`, of those that changed since. */
  snapshots(most: number): readonly SeriesSnapshot[] {
    const changed = [...this.all().filter(({ judgedAt, keptAt }) => judgedAt > keptAt)];
    const oldest = changed.sort((a, b) => a.keptAt - b.keptAt).slice(0, most);
    return oldest.map((one) => {
      one.keptAt = one.judgedAt;
      return { series: seriesOf(one), at: one.judgedAt, state: encodeSeriesState(one.state) };
    });
  }

  /** Forgets targets that are not judged any more. */
  keepOnly(isKept: (target: string) => boolean): void {
    for (const target of this.#byTarget.keys()) {
      if (!isKept(target)) this.#byTarget.delete(target);
    }
  }

  #entry({ target, family, scheduledAt }: Sample): JudgedState {
    const known = this.of(target, family);
    if (known !== null) return known;
    const never = { judgedAt: Number.NEGATIVE_INFINITY, keptAt: Number.NEGATIVE_INFINITY };
    const one = unsaid({
      ...{ target, family, state: createSeriesState(), beganAt: scheduledAt },
      ...never,
    });
    this.#add(one);
    return one;
  }

  #add(one: JudgedState): void {
    const others = this.ofTarget(one.target).filter(({ family }) => family !== one.family);
    const series = [...others, one];
    this.#byTarget.set(one.target, series.sort((a, b) => a.family - b.family).slice());
  }
}

type Known = Omit<JudgedState, 'verdict' | 'isAdopted' | 'newest'>;

/** Named one by one: what is spread into an object lies outside it and takes more. */
function unsaid({ target, family, state, judgedAt, keptAt, beganAt }: Known): JudgedState {
  return {
    target,
    family,
    state,
    verdict: null,
    isAdopted: false,
    newest: null,
    judgedAt,
    keptAt,
    beganAt,
  };
}

/** As `seriesOf` joins them; a target of null is none. */
function namesOf(series: string): readonly [string | null, Family] {
  const cut = series.lastIndexOf('/');
  const family = series.slice(cut + 1);
  return family === '4' || family === '6'
    ? [series.slice(0, cut), family === '6' ? 6 : 4]
    : [null, 4];
}
