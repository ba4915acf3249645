import { background } from '../core/background.ts';
import { messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { Prober } from '../core/ports/prober.ts';
import type { ScheduleStatus } from '../core/ports/schedule-status.ts';
import { missedSample } from '../core/words/missed-sample.ts';
import type { Attempt, MissedCause } from '../core/words/outcome.ts';
import type { ProbeRecord, ProbeTarget } from '../core/words/probe-record.ts';
import type { Gap, Sample } from '../core/words/sample.ts';
import { ClockWatch } from './clock-watch.ts';
import { type Confirmation, Confirmations, confirmationDelayMs } from './confirmations.ts';
import { type Flight, Flights } from './flights.ts';
import type { DueSlot } from './lane.ts';
import { Roster, type ScheduledTarget } from './roster.ts';
import { SlotTally } from './slot-tally.ts';
import { UsedStretches } from './used-stretches.ts';

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** IANA zone in which expressions are read, until `setTargets` gives another. */
  readonly timezone: string;
  readonly vantage: string;
  /** Probes handed over and not yet back; above it slots are `missed` (`overloaded`). */
  readonly maxInFlight: number;
  /**
   * How long before its time a slot is handed to the prober, ms: half of it at least, so that neither
   * this thread's own delays nor a wake-up a slot are paid. At most a hundredth of the smallest interval.
   */
  readonly handOverAheadMs: number;
  /** Times as much time passes for those who read the samples: confirmations come sooner; default 1. */
  readonly speed?: number;
  readonly prober: Prober;
  /** Every probe done, confirmations too. */
  onRecord(record: ProbeRecord): void;
  /** A single slot, or confirmation, that was not used, with why in `reason`. */
  onMissed(sample: Sample): void;
  /** A stoppage. */
  onGap(gap: Gap): void;
}

export interface Scheduler {
  /**
   * Replaces the targets: unchanged series keep their offset and state, removed ones stop at once (what
   * was handed over ends and is recorded), a changed schedule counts from its next firing on, as does one
   * that another `timezone` moves. What would still have been confirmed of either is missed (`prober_down`).
   * Throws `config_invalid`, and changes nothing, for a bad expression or zone or a series given twice.
   */
  setTargets(targets: readonly ScheduledTarget[], timezone?: string): void;
  /** `lastAliveAt`: up to when the process before this one recorded its slots, epoch ms; null = never. */
  start(lastAliveAt: number | null): void;
  /**
   * No slot is used any more at once, and confirmations that wait are missed (`prober_down`); resolves
   * when the probes in flight have been recorded.
   */
  stop(): Promise<void>;
  /** Resolves when no probe of a target is in flight; of one that was removed, then none comes. */
  settled(target: string): Promise<void>;
  /** Slots due before this, epoch ms, were probed or missed and told so, or lie in a gap; 0 before `start`. */
  recordedUntil(): number;
  status(): ScheduleStatus;
}

/** A slot whose turn comes later than this, or than half its interval, is missed, ms: nothing is caught up. */
export const MAX_LATE_MS = 1000;
/** When our process stood still, or the clock jumped, for longer than this, it is a gap, ms. */
export const STOPPAGE_MS = 10_000;
/** The ticker wakes at least this often, ms, so that it notices both. */
const HEARTBEAT_MS = 1000;

/** Uses each slot of each series once, at its time, or says why not. Knows no HTTP. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  return new Ticker(options);
}

class Ticker implements Scheduler {
  readonly #options: SchedulerOptions;
  readonly #watch: ClockWatch;
  readonly #roster: Roster;
  readonly #flights: Flights;
  readonly #confirmations = new Confirmations();
  readonly #tally = new SlotTally();
  #state: 'new' | 'running' | 'stopped' = 'new';
  #cancelWake: () => void = () => {};
  /** Monotonic ms of the armed wake-up. */
  #wakeMs = 0;
  /** Slots due up to here, epoch ms, are dealt with or handed over, back to `#countsFrom`. */
  #passedAt = -1;
  #countsFrom = 0;
  readonly #used = new UsedStretches();
  #aheadMs = 0;
  #overloaded = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#watch = new ClockWatch(options.clock);
    this.#roster = new Roster(options.timezone);
    this.#flights = new Flights(options.maxInFlight);
  }

  setTargets(targets: readonly ScheduledTarget[], timezone?: string): void {
    if (this.#state === 'running') this.#advance();
    const at = this.#state === 'running' ? this.#passedAt + 1 : this.#options.clock.now();
    const { added, removed, moved } = this.#roster.set(targets, at, timezone);
    this.#aheadMs = this.#aheadOf(this.#roster.smallestIntervalMs);
    for (const key of [...removed, ...moved]) this.#giveUp(this.#confirmations.drop(key));
    this.#options.log.info('schedule.targets_set', {
      series: this.#roster.size,
      added: added.length,
      removed: removed.length,
      moved: moved.length,
    });
    if (this.#state === 'running') this.#arm();
  }

  start(lastAliveAt: number | null): void {
    if (this.#state !== 'new') return;
    this.#state = 'running';
    this.#watch.read();
    this.#watch.takeStepMs();
    const { now } = this.#watch;
    this.#resumeAt(now);
    if (lastAliveAt !== null) this.#recordGap(lastAliveAt, now);
    this.#wakeMs = this.#watch.monotonicMs;
    this.#advance();
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    this.#cancelWake();
    for (const waiting of this.#confirmations.takeAll()) this.#giveUp(waiting);
    await this.#flights.idle();
  }

  settled(target: string): Promise<void> {
    return this.#flights.settled(target);
  }

  recordedUntil(): number {
    return Math.min(this.#passedAt + 1, this.#flights.earliestSlotAt);
  }

  status(): ScheduleStatus {
    return this.#tally.status(this.#options.clock.monotonicMs());
  }

  #advance(): void {
    this.#watch.read();
    const { now, monotonicMs } = this.#watch;
    const stepMs = this.#watch.takeStepMs();
    const stoodStillMs = monotonicMs - this.#wakeMs;
    if (stepMs !== 0) this.#options.log.warn('schedule.clock_stepped', { stepMs });
    if (stepMs < 0) this.#stepBack(now);
    if (Math.max(stepMs, stoodStillMs) > STOPPAGE_MS) {
      this.#recordGap(this.#passedAt + 1, now);
      this.#resumeAt(now);
    }
    this.#useSlots(now, stepMs > 0 ? 'clock' : 'paused');
    for (const confirmation of this.#confirmations.takeDue(monotonicMs))
      this.#confirm(confirmation);
    this.#passedAt = Math.max(this.#passedAt, now + this.#aheadMs);
    this.#arm();
  }

  #aheadOf(smallestIntervalMs: number): number {
    return Math.floor(Math.min(this.#options.handOverAheadMs, smallestIntervalMs / 100));
  }

  #arm(): void {
    this.#cancelWake();
    if (this.#state !== 'running') return;
    const { now, monotonicMs } = this.#watch;
    let waitMs = Math.min(HEARTBEAT_MS, this.#confirmations.nextDueMs - monotonicMs);
    for (const lane of this.#roster.lanes) {
      waitMs = Math.min(waitMs, lane.nextDueAt - this.#aheadMs / 2 - now);
    }
    waitMs = Math.max(0, waitMs);
    this.#wakeMs = monotonicMs + waitMs;
    this.#cancelWake = this.#options.clock.after(waitMs, () => this.#advance());
  }

  /** From now on the first slots are those due at or after `at`. */
  #resumeAt(at: number): void {
    this.#countsFrom = at;
    this.#passedAt = at - 1;
    for (const lane of this.#roster.lanes) lane.skipTo(at);
  }

  #stepBack(now: number): void {
    if (now > this.#passedAt) return;
    this.#used.add(this.#countsFrom, this.#passedAt + 1);
    this.#resumeAt(now);
  }

  #recordGap(from: number, to: number): void {
    let slots = 0;
    if (from < to) for (const lane of this.#roster.lanes) slots += lane.countSlots(from, to);
    if (slots === 0) return;
    this.#options.log.warn('schedule.gap', { from, to, slots });
    this.#options.onGap({ vantage: this.#options.vantage, from, to, slots });
  }

  /** `cause`: why slots are missed that should have been used before `now`. */
  #useSlots(now: number, cause: 'clock' | 'paused'): void {
    const until = now + this.#aheadMs;
    this.#used.forgetBefore(now);
    for (const lane of this.#roster.lanes) {
      for (let slot = lane.take(until); slot !== null; slot = lane.take(until)) {
        const { scheduledAt, intervalMs } = slot;
        if (this.#used.has(scheduledAt)) continue;
        this.#tally.due += 1;
        const allowedMs = cause === 'clock' ? 0 : Math.min(MAX_LATE_MS, intervalMs / 2);
        if (now - scheduledAt > allowedMs) this.#miss(slot.series.target, scheduledAt, 1, cause);
        else this.#use(slot);
      }
    }
  }

  #use({ series, scheduledAt, intervalMs }: DueSlot): void {
    const { key, target } = series;
    const waiting = this.#confirmations.drop(key);
    if (waiting !== null) this.#miss(target, waiting.scheduledAt, 2, 'late');
    const obstacle = this.#obstacleOf(key);
    if (obstacle !== null) this.#miss(target, scheduledAt, 1, obstacle);
    else this.#launch({ key, target, scheduledAt, attempt: 1, intervalMs });
  }

  #confirm({ key, scheduledAt, target: asFailed }: Confirmation): void {
    const target = this.#roster.find(key)?.target ?? asFailed;
    const obstacle = this.#obstacleOf(key);
    if (obstacle !== null) this.#miss(target, scheduledAt, 2, obstacle);
    else this.#launch({ key, target, scheduledAt, attempt: 2, intervalMs: 0 });
  }

  /** Why the series cannot be probed now; null = it can. */
  #obstacleOf(key: string): MissedCause | null {
    if (this.#flights.has(key)) return 'late';
    return this.#flights.full ? 'overloaded' : null;
  }

  #launch(start: Omit<Flight, 'startedMs'>): void {
    const flight: Flight = { ...start, startedMs: this.#watch.monotonicMs };
    const { target, scheduledAt, attempt } = flight;
    this.#flights.add(flight);
    const probe = this.#options.prober.probe({ target, scheduledAt, attempt }).then(
      (record) => this.#land(flight, record),
      (error: unknown) => {
        this.#options.log.error('schedule.probe_lost', {
          key: flight.key,
          error: messageOf(error),
        });
        this.#flights.remove(flight);
        this.#miss(target, scheduledAt, attempt, 'prober_down');
      },
    );
    background(probe, 'schedule probe', this.#options.log);
  }

  #land(flight: Flight, record: ProbeRecord): void {
    this.#flights.remove(flight);
    this.#watch.read();
    if (this.#flights.size < this.#options.maxInFlight / 2) this.#overloaded = false;
    const sample = this.#flights.judged(flight, record.sample, this.#watch.steppedAtMs);
    if (sample.outcome === 'missed') {
      if (flight.attempt === 1) this.#tally.missed += 1;
      this.#options.onMissed(sample);
      return;
    }
    if (flight.attempt === 1) this.#tally.addDone(sample, this.#watch.monotonicMs);
    this.#confirmLater(flight, sample);
    this.#options.onRecord(sample === record.sample ? record : { ...record, sample });
  }

  #confirmLater({ key, target, scheduledAt, intervalMs }: Flight, sample: Sample): void {
    const delayMs = confirmationDelayMs(sample, intervalMs, this.#options.speed);
    if (delayMs === null) return;
    const confirmation = { key, target, scheduledAt, dueMs: this.#watch.monotonicMs + delayMs };
    const isMeasured = this.#state === 'running' && this.#roster.find(key) !== undefined;
    if (isMeasured) this.#confirmations.add(confirmation, delayMs);
    else this.#giveUp(confirmation);
    if (delayMs < HEARTBEAT_MS) this.#arm();
  }

  #giveUp(confirmation: Confirmation | null): void {
    if (confirmation === null) return;
    this.#miss(confirmation.target, confirmation.scheduledAt, 2, 'prober_down');
  }

  #miss(target: ProbeTarget, scheduledAt: number, attempt: Attempt, cause: MissedCause): void {
    const { log, vantage, onMissed } = this.#options;
    if (attempt === 1) this.#tally.missed += 1;
    if (cause === 'overloaded' && !this.#overloaded) {
      this.#overloaded = true;
      log.warn('schedule.overloaded', { inFlight: this.#flights.size });
    }
    log.debug('schedule.slot_missed', { target: target.id, scheduledAt, attempt, cause });
    onMissed(missedSample({ target, vantage, scheduledAt, attempt, cause }));
  }
}
