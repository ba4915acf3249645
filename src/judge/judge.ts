import { background } from '../core/background.ts';
import { messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { FactsBook } from '../core/ports/facts-book.ts';
import type { JudgementStore, JudgingStep } from '../core/ports/judgement-store.ts';
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
import { CouncilJudging, type JudgingMoment, type Learned } from './council-judging.ts';
import type { StepOutcome } from './council-step.ts';
import type { JudgedCouncil } from './judged-council.ts';
import { JudgementKeeper } from './judgement-keeper.ts';
import { encodeMemory } from './judging-memory.ts';
import type { JudgedState } from './series-states.ts';
import { worstOf } from './target-views.ts';

export interface JudgeParts {
  readonly store: JudgementStore;
  readonly facts: FactsBook;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of incidents that were opened or changed, after they are kept. */
  readonly onIncidents?: (incidents: readonly Incident[]) => void;
}

/** Snapshots are written so often, ms, a part of the series at a time. */
const SNAPSHOT_MS = 30_000;
const SNAPSHOT_PARTS = 20;
const FEWEST_SNAPSHOTS = 50;
/** It looks every few seconds; without a look for so long it does not work, ms. */
const IDLE_MS = 30_000;

/** Judges every sample as it is made, and the council as a whole every half minute. */
export class Judge implements Judging {
  readonly #parts: JudgeParts;
  readonly #judging: CouncilJudging;
  readonly #keeper: JudgementKeeper;
  #version = 0;
  #snapshotAt: number;
  #stopTimer: () => void = () => {};
  /** When the timer comes back, on the monotonic clock. */
  #timerAt = Number.POSITIVE_INFINITY;
  /** Of the last look that went well, on the monotonic clock. */
  #lookedAt: number;
  #isClosed = false;

  constructor(parts: JudgeParts, council: JudgedCouncil, learned: Learned) {
    this.#parts = parts;
    this.#judging = new CouncilJudging(council, parts.facts, learned);
    this.#keeper = new JudgementKeeper(parts);
    this.#snapshotAt = parts.clock.monotonicMs();
    this.#lookedAt = this.#snapshotAt;
  }

  /** Begins to look by itself. */
  start(): void {
    this.#judging.looks.soon(this.#parts.clock.monotonicMs());
    this.#setTimer();
  }

  /** It looked within half a minute, and what it found was kept. */
  get isWorking(): boolean {
    const idleMs = this.#parts.clock.monotonicMs() - this.#lookedAt;
    return idleMs < IDLE_MS && !this.#keeper.isBehind;
  }

  get version(): number {
    return this.#version;
  }

  verdictOf(target: string, family: Family): Verdict | null {
    return this.#judging.series.of(target, family)?.verdict ?? null;
  }

  stateOf(target: string): JudgedTargetState | null {
    const verdict = worstOf(this.seriesOf(target))?.verdict ?? null;
    if (verdict === null) return null;
    const { judgement, since, ratio } = verdict;
    const isHeld = this.#judging.isHeld(target, this.#parts.clock.now());
    const suspect = isHeld || this.#judging.step.isDoubted(since);
    return { judgement, since, ratio, suspect };
  }

  notable(): readonly JudgedSeries[] {
    const { series, council } = this.#judging;
    return [...series.all()].flatMap(({ target, family, verdict }) =>
      verdict === null || verdict.judgement === 'normal' || !council.places.has(target)
        ? []
        : [{ target, family, verdict }],
    );
  }

  openIncidents(): readonly Incident[] {
    return this.#judging.step.openIncidents();
  }

  ownNetwork(): OwnNetworkDoubt | null {
    const doubt = this.#judging.step.ownNetwork;
    return doubt === null ? null : { since: doubt.since, targets: doubt.targets.length };
  }

  /** Every series of a target; the first is of the lower family. */
  seriesOf(target: string): readonly JudgedState[] {
    return this.#judging.seriesOf(target);
  }

  /** Takes a sample as it is made, of either attempt. */
  observe(sample: Sample): void {
    const isNews = this.#judging.observe(sample, this.#moment());
    // What was learned before holds from the first sample of a run on, also where all is normal.
    if (isNews || this.#version === 0) this.#version += 1;
    this.#setTimer();
  }

  useMaintenance(maintenanceOf: MaintenanceOf): void {
    this.#judging.useMaintenance(maintenanceOf);
  }

  /** Takes a changed configuration; what is learned of targets that go is forgotten. */
  setCouncil(council: JudgedCouncil): void {
    this.#judging.setCouncil(council, this.#parts.clock.monotonicMs());
    this.#version += 1;
    this.#setTimer();
  }

  /** Keeps what was learned. Never rejects: what could not be kept is logged. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTimer();
    await this.#keeper.close(this.#judging.series.snapshots(Number.POSITIVE_INFINITY));
  }

  #moment(): JudgingMoment {
    const { clock } = this.#parts;
    return { now: clock.now(), mono: clock.monotonicMs() };
  }

  #setTimer(): void {
    const { clock } = this.#parts;
    const { dueAt } = this.#judging.looks;
    if (this.#isClosed || dueAt >= this.#timerAt) return;
    this.#stopTimer();
    this.#timerAt = dueAt;
    this.#stopTimer = clock.after(Math.max(0, dueAt - clock.monotonicMs()), () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#look();
      this.#setTimer();
    });
  }

  #look(): void {
    const { log } = this.#parts;
    const moment = this.#moment();
    try {
      this.#tell(this.#judging.look(moment));
      this.#lookedAt = moment.mono;
    } catch (error) {
      log.error('judge.step_failed', { error: messageOf(error) });
    }
    if (moment.mono - this.#snapshotAt < SNAPSHOT_MS) return;
    this.#snapshotAt = moment.mono;
    const { series } = this.#judging;
    const most = Math.max(FEWEST_SNAPSHOTS, Math.ceil(series.size / SNAPSHOT_PARTS));
    background(this.#keeper.keepSeries(series.snapshots(most)), 'judge.keep_series', log);
  }

  #tell({ incidents, memory, isNews }: StepOutcome): void {
    if (isNews) this.#version += 1;
    if (incidents.length === 0 && memory === null) return;
    const kept = { incidents, memory: memory === null ? null : encodeMemory(memory) };
    background(this.#keep(kept), 'judge.keep', this.#parts.log);
  }

  /** What is read from the store is news once more when it is there. */
  async #keep(step: JudgingStep): Promise<void> {
    await this.#keeper.keep(step);
    if (step.incidents.length > 0) this.#version += 1;
  }
}
