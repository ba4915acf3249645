import type { TimeRange } from '../ports/sample-store.ts';

/** Local readings [from, to) of a clock, ISO date and time without offset. */
export interface LocalStretch {
  readonly from: string;
  readonly to: string;
}

/**
 * The shortest stretch of time, epoch ms, that holds every instant at which a clock in `timezone`
 * (an IANA name) reads a time in [from, to). Where clocks are put back, so that `from` or `to` is read
 * twice, it begins at the first `from` and ends at the second `to`; where they are put forward over
 * one of them, it begins or ends with the change. null where no clock reads such a time.
 */
export function stretchOfReadings({ from, to }: LocalStretch, timezone: string): TimeRange | null {
  const start = firstInstantOf(Temporal.PlainDateTime.from(from), timezone);
  const last = Temporal.PlainDateTime.from(to).subtract({ milliseconds: 1 });
  const end = lastInstantOf(last, timezone);
  return start < end ? { from: start, to: end } : null;
}

/**
 * When a clock in `timezone` (an IANA name) first reads `reading`, an ISO date and time without offset:
 * the moment of the change where clocks are put forward over it. Epoch ms.
 */
export function instantOfReading(reading: string, timezone: string): number {
  return firstInstantOf(Temporal.PlainDateTime.from(reading), timezone);
}

function firstInstantOf(reading: Temporal.PlainDateTime, timezone: string): number {
  const first = reading.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  return (changeOver(reading, first) ?? first).epochMilliseconds;
}

/** The end of the last millisecond that reads so. */
function lastInstantOf(reading: Temporal.PlainDateTime, timezone: string): number {
  const last = reading.toZonedDateTime(timezone, { disambiguation: 'later' });
  const change = changeOver(
    reading,
    reading.toZonedDateTime(timezone, { disambiguation: 'earlier' }),
  );
  return change === null ? last.epochMilliseconds + 1 : change.epochMilliseconds;
}

/** The change that leaves the reading out; null where clocks show it. `earlier` lies before it. */
function changeOver(
  reading: Temporal.PlainDateTime,
  earlier: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime | null {
  return earlier.toPlainDateTime().equals(reading) ? null : earlier.getTimeZoneTransition('next');
}
