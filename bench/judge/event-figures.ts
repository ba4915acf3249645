import type { Stretch } from './vus-pr.ts';

const MONTH_MS = 30 * 86_400_000;
/** Points beside a marked stretch in which an alarm is none that is false. */
const SLACK = 10;
export const WITHIN = [1, 5, 10] as const;

export interface EventFigures {
  readonly marked: number;
  /** Marked stretches in which an alarm stood at most 1, 5, 10 points after the first. */
  readonly found: readonly number[];
  readonly falseAlarms: number;
  readonly months: number;
}

/** Alarms against marked stretches; alarms are stretches of points, in order. */
export function eventFigures(
  marked: readonly Stretch[],
  alarms: readonly Stretch[],
  spanMs: number,
): EventFigures {
  const touches = (from: number, to: number) => (alarm: Stretch) =>
    alarm.first <= to && alarm.last >= from;
  return {
    marked: marked.length,
    found: WITHIN.map(
      (points) =>
        marked.filter(({ first, last }) =>
          alarms.some(touches(first, Math.min(last, first + points))),
        ).length,
    ),
    falseAlarms: alarms.filter(
      ({ first, last }) => !marked.some(touches(first - SLACK, last + SLACK)),
    ).length,
    months: spanMs / MONTH_MS,
  };
}

/** Stretches of points with at least this score; fewer than five points below it do not end one. */
export function alarmsOf(scores: Float64Array, alarm: number): Stretch[] {
  const alarms: { first: number; last: number }[] = [];
  scores.forEach((score, index) => {
    if (score < alarm) return;
    const open = alarms.at(-1);
    if (open !== undefined && index - open.last <= 5) open.last = index;
    else alarms.push({ first: index, last: index });
  });
  return alarms;
}
