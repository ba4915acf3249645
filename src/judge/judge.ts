import { background } from '../core/background.ts';
import { messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { FactsBook } from '../core/ports/facts-book.ts';
import type { JudgementStore } from '../core/ports/judgement-store.ts';
import type {
  JudgedSeries,
  JudgedTargetState,
  Judging,
  OwnNetworkDoubt,
} from '../core/ports/judging.ts';
import type { Log } from '../core/ports/log.ts';
import type { Incident } from '../core/words/incident.ts';
import type { Verdict } from '../core/words/judgement.ts';
import type { MaintenanceOf } from '../core/words/maintenance.ts';
import type { Family } from '../core/words/outcome.ts';
import type { Sample } from '../core/words/sample.ts';
import type { CouncilStep, StepOutcome } from './council-step.ts';
import type { JudgedCouncil, JudgedPlace } from './judged-council.ts';
import { JudgementKeeper } from './judgement-keeper.ts';
import { Pulse } from './pulse.ts';
import type { JudgedState, SeriesStates } from './series-states.ts';
import { worstOf } from './target-views.ts';

export interface JudgeParts {
  readonly store: JudgementStore;
  readonly facts: FactsBook;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of incidents that were opened or changed, after they are kept. */
  readonly onIncidents?: (incidents: readonly Incident[]) => void;
}

/** How often our own network is looked at and changes are told, ms. */
const LOOK_MS = 5000;
/** A change is told so soon, ms, together with those that come with it. */
const SOON_MS = 500;
/** How often the rules on many targets look, ms. */
const EVALUATE_MS = 30_000;
/** Snapshots are written so often, ms, a part of the series at a time. */
const SNAPSHOT_MS = 30_000;
const SNAPSHOT_PARTS = 20;
const FEWEST_SNAPSHOTS = 50;

/** Judges every sample as it is made, and the council as a whole every half minute. */
export class Judge implements Judging {
  readonly #parts: JudgeParts;
  readonly #series: SeriesStates;
  readonly #pulse = new Pulse();
  readonly #step: CouncilStep;
  readonly #keeper: JudgementKeeper;
  readonly #changed = new Set<string>();
  #council: JudgedCouncil;
  #maintenanceOf: MaintenanceOf = () => null;
  #version = 0;
  #evaluatedAt = Number.NEGATIVE_INFINITY;
  #snapshotAt: number;
  #stopTimer: () => void = () => {};
  #dueAt = Number.POSITIVE_INFINITY;
  #isClosed = false;

  constructor(
    parts: JudgeParts,
    council: JudgedCouncil,
    learned: { readonly series: SeriesStates; readonly step: CouncilStep },
  ) {
    this.#parts = parts;
    this.#council = council;
    this.#series = learned.series;
    this.#step = learned.step;
    this.#keeper = new JudgementKeeper(parts);
    this.#snapshotAt = parts.clock.monotonicMs();
  }

  /** Begins to look by itself. */
  start(): void {
    this.#lookIn(SOON_MS);
  }

  get version(): number {
    return this.#version;
  }

  verdictOf(target: string, family: Family): Verdict | null {
    return this.#series.of(target, family)?.verdict ?? null;
  }

  stateOf(target: string): JudgedTargetState | null {
    const verdict = worstOf(this.seriesOf(target))?.verdict ?? null;
    if (verdict === null) return null;
    const { judgement, since, ratio } = verdict;
    return { judgement, since, ratio, suspect: this.#step.isDoubted(since) };
  }

  notable(): readonly JudgedSeries[] {
    return [...this.#series.all()].flatMap(({ target, family, verdict }) =>
      verdict === null || verdict.judgement === 'normal' || !this.#council.places.has(target)
        ? []
        : [{ target, family, verdict }],
    );
  }

  openIncidents(): readonly Incident[] {
    return this.#step.openIncidents();
  }

  ownNetwork(): OwnNetworkDoubt | null {
    const doubt = this.#step.ownNetwork;
    return doubt === null ? null : { since: doubt.since, targets: doubt.targets.length };
  }

  /** Every series of a target; the first is of the lower family. */
  seriesOf(target: string): readonly JudgedState[] {
    return ([4, 6] as const).flatMap((family) => this.#series.of(target, family) ?? []);
  }

  /** Takes a sample as it is made, of either attempt. */
  observe(sample: Sample): void {
    const place = this.#placeOf(sample.target);
    if (place === null) return;
    const { target, family } = sample;
    const before = this.#series.of(target, family)?.verdict ?? null;
    const one = this.#series.judge(sample, {
      settings: place.settings,
      inMaintenance: this.#maintenanceOf(target, sample.scheduledAt) !== null,
      mayAdopt: !this.#step.hasPattern,
    });
    const probe = this.#pulse.observe(sample);
    if (probe?.failed === true) this.#lookIn(SOON_MS);
    if (one?.verdict == null || !isNews(before, one.verdict)) return;
    this.#version += 1;
    this.#changed.add(target);
    this.#lookIn(SOON_MS);
  }

  useMaintenance(maintenanceOf: MaintenanceOf): void {
    this.#maintenanceOf = maintenanceOf;
  }

  /** Takes a changed configuration; what is learned of targets that go is forgotten. */
  setCouncil(council: JudgedCouncil): void {
    const gone = [...this.#council.places.keys()].filter((target) => !council.places.has(target));
    this.#council = council;
    this.#series.keepOnly((target) => this.#placeOf(target) !== null);
    this.#step.remove(gone);
    this.#version += 1;
    this.#lookIn(SOON_MS);
  }

  /** Keeps what was learned. Never rejects: what could not be kept is logged. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTimer();
    await this.#keeper.close(this.#series.snapshots(Number.POSITIVE_INFINITY));
  }

  #placeOf(target: string): JudgedPlace | null {
    return this.#council.places.get(target) ?? this.#council.references.get(target) ?? null;
  }

  /** A look that is nearer stays. */
  #lookIn(delayMs: number): void {
    const { clock } = this.#parts;
    const dueAt = clock.monotonicMs() + delayMs;
    if (this.#isClosed || dueAt >= this.#dueAt) return;
    this.#stopTimer();
    this.#dueAt = dueAt;
    this.#stopTimer = clock.after(delayMs, () => {
      this.#dueAt = Number.POSITIVE_INFINITY;
      this.#look();
      this.#lookIn(LOOK_MS);
    });
  }

  #look(): void {
    const { clock, facts, log } = this.#parts;
    const now = clock.now();
    const mono = clock.monotonicMs();
    const isEvaluated = mono - this.#evaluatedAt >= EVALUATE_MS;
    if (isEvaluated) this.#evaluatedAt = mono;
    const changed = [...this.#changed];
    this.#changed.clear();
    try {
      const outcome = this.#step.take({
        ...{ now, changed, isEvaluated, facts, council: this.#council },
        probes: this.#pulse.at(now),
        seriesOf: (target) => this.seriesOf(target),
      });
      this.#tell(outcome);
    } catch (error) {
      for (const target of changed) this.#changed.add(target);
      log.error('judge.step_failed', { error: messageOf(error) });
    }
    if (mono - this.#snapshotAt >= SNAPSHOT_MS) {
      this.#snapshotAt = mono;
      const most = Math.max(FEWEST_SNAPSHOTS, Math.ceil(this.#series.size / SNAPSHOT_PARTS));
      const snapshots = this.#series.snapshots(most);
      background(this.#keeper.keepSeries(snapshots), 'judge.keep_series', log);
    }
  }

  #tell({ incidents, memory, isNews }: StepOutcome): void {
    if (isNews) this.#version += 1;
    if (incidents.length === 0 && memory === null) return;
    background(this.#keeper.keep({ incidents, memory }), 'judge.keep', this.#parts.log);
  }
}

/** Whether it is said differently: another judgement, or another stretch of the same. */
function isNews(before: Verdict | null, now: Verdict): boolean {
  return before?.judgement !== now.judgement || before.since !== now.since;
}
