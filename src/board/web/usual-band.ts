import type { UsualDto, UsualHourDto } from '../dto/target.ts';

type Edge = 'p5Ms' | 'p50Ms' | 'p95Ms';

const HOUR_MS = 3_600_000;

/** Where a time of day lies between midnights of a zone, ms; an offset holds for its half hour. */
export type DayTimeOf = (at: number) => number;

export function createDayTime(timeZone: string): DayTimeOf {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, number>();
  return (at) => {
    const half = Math.floor(at / (HOUR_MS / 2));
    let start = known.get(half);
    if (start === undefined) {
      const [hour = 0, minute = 0] = format
        .format(half * (HOUR_MS / 2))
        .split(':')
        .map(Number);
      start = hour * HOUR_MS + minute * 60_000;
      known.set(half, start);
    }
    return start + (at - half * (HOUR_MS / 2));
  };
}

/**
 * An edge of the usual band at the times given, between the middles of the hours in a straight line;
 * the one that is known where the other is not, else null.
 */
export function bandOf(
  usual: UsualDto,
  edge: Edge,
  { times, dayTimeOf }: { readonly times: readonly number[]; readonly dayTimeOf: DayTimeOf },
): (number | null)[] {
  return times.map((at) => {
    const place = dayTimeOf(at) / HOUR_MS - 0.5;
    const before = Math.floor(place);
    const low = edgeOf(usual.hours, before, edge);
    const high = edgeOf(usual.hours, before + 1, edge);
    if (low === null || high === null) return low ?? high;
    return low + (high - low) * (place - before);
  });
}

function edgeOf(hours: readonly (UsualHourDto | null)[], hour: number, edge: Edge): number | null {
  return hours[(hour + 24) % 24]?.[edge] ?? null;
}
