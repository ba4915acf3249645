import type { Clock } from '../core/ports/clock.ts';
import { systemClock } from './system-clock.ts';

/** A clock of another day that runs faster than the machine's. */
export interface ScaledClock extends Clock {
  readonly speed: number;
  /** Lets it run, as if it had begun when the machine's clock read `realAt`; it stands until then. */
  begin(realAt: number): void;
  /** Its time, epoch ms, when the machine's clock reads `realAt`. */
  timeAt(realAt: number): number;
  /** What the machine's clock read when it began; null = it stands. */
  readonly begunAt: number | null;
}

/** Stands at `at`, epoch ms, until it is told to begin. Delays are as much shorter as it is faster. */
export function createScaledClock(
  at: number,
  speed: number,
  clock: Clock = systemClock,
): ScaledClock {
  let begunAt: number | null = null;
  const timeAt = (realAt: number) =>
    begunAt === null ? at : Math.floor(at + (realAt - begunAt) * speed);
  return {
    speed,
    get begunAt() {
      return begunAt;
    },
    begin(realAt) {
      begunAt = realAt;
    },
    timeAt,
    now: () => timeAt(clock.now()),
    monotonicMs: () => clock.monotonicMs() * speed,
    after: (delayMs, callback) => clock.after(delayMs / speed, callback),
  };
}

/** The time of a clock with the machine's own delays: for what waits on people and disks. */
export function withRealDelays({ now }: Pick<Clock, 'now'>): Clock {
  return { ...systemClock, now };
}
