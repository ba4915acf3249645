import type { ScheduleStatus } from '../core/ports/schedule-status.ts';
import { SlidingSketch } from '../core/stats/sliding-sketch.ts';
import type { Sample } from '../core/words/sample.ts';

const LATE_WINDOW_MS = 300_000;

/** Slots of first attempts since start, and how late their probes began. */
export class SlotTally {
  due = 0;
  missed = 0;
  #done = 0;
  readonly #late = new SlidingSketch(LATE_WINDOW_MS, 10);

  /** Lateness is from the slot to the start in the worker, without the wait for a limit. */
  addDone({ scheduledAt, startedAt, queueMs, suspectCause }: Sample, nowMs: number): void {
    this.#done += 1;
    if (startedAt === null || suspectCause === 'clock') return;
    this.#late.add(Math.max(0, startedAt - scheduledAt - (queueMs ?? 0)), nowMs);
  }

  status(nowMs: number): ScheduleStatus {
    return {
      due: this.due,
      done: this.#done,
      missed: this.missed,
      lateP99Ms: this.#late.quantile(0.99, nowMs),
    };
  }
}
