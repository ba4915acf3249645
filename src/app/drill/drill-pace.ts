import { AppError } from '../../core/errors.ts';
import { wrongValue } from '../../core/wrong-value.ts';

/** How a drill is measured at its speed. */
export interface DrillPace {
  readonly speed: number;
  /** Between two slots of a series, in the drill's time. */
  readonly everyMinutes: number;
  /** The same in real time, s. */
  readonly everySeconds: number;
  /** Longest deadline of a probe that leaves room for its confirmation, ms. */
  readonly timeoutMs: number;
}

/** Minutes of the drill between two slots, each a whole number of times in an hour. */
const MINUTES = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60];
/** Real seconds between two slots, each a whole number of times in a minute. */
const SECONDS = [6, 10, 12, 15, 20, 30, 60];
/** Real starts a second that the machine is to bear beside the sites that it simulates. */
const MOST_STARTS_PER_SECOND = 160;
/** Two deadlines, of a probe and of its confirmation, fit between two slots. */
const DEADLINE_RATIO = 0.4;

/** Every speed that fits any council. */
export const DRILL_SPEEDS: readonly number[] = [
  ...new Set(MINUTES.flatMap((minutes) => SECONDS.map((seconds) => (minutes * 60) / seconds))),
]
  .filter(Number.isInteger)
  .sort((a, b) => a - b);

/** The number that `--speed` names; throws `usage` for what is none of {@link DRILL_SPEEDS}. */
export function drillSpeedOf(text: string): number {
  const speed = Number(text);
  if (DRILL_SPEEDS.includes(speed)) return speed;
  const listed = DRILL_SPEEDS.join(', ');
  throw wrongValue('--speed', { ja: `次の数（${listed}）`, en: `one of ${listed}` }, text);
}

/**
 * The densest schedule that a speed allows for so many series; throws `usage` where not even the
 * widest does.
 */
export function drillPaceOf(speed: number, series: number): DrillPace {
  const least = series / MOST_STARTS_PER_SECOND;
  for (const everyMinutes of MINUTES) {
    const everySeconds = (everyMinutes * 60) / speed;
    if (!SECONDS.includes(everySeconds) || everySeconds < least) continue;
    return { speed, everyMinutes, everySeconds, timeoutMs: everySeconds * 1000 * DEADLINE_RATIO };
  }
  throw new AppError('usage', {
    ja: `この協議会（${series} 系列）の訓練は ${speed} 倍では行えません。--speed を小さくしてください`,
    en: `a drill of this council (${series} series) cannot run at speed ${speed}; take a smaller --speed`,
  });
}

/** In the drill's time. */
export function drillSchedule({ everyMinutes }: DrillPace): string {
  if (everyMinutes === 60) return '0 * * * *';
  return everyMinutes === 1 ? '* * * * *' : `*/${everyMinutes} * * * *`;
}

/** In real time. */
export function realSchedule({ everySeconds }: DrillPace): string {
  return everySeconds === 60 ? '* * * * *' : `*/${everySeconds} * * * * *`;
}
