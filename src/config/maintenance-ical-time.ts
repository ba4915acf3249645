import type { TimeRange } from '../core/ports/sample-store.ts';
import { stretchOfReadings } from '../core/time/local-stretch.ts';
import { timezoneSchema } from './leaf-schemas.ts';
import { ICAL, type Property, type Time, type Timezone } from './maintenance-ical-library.ts';

/** The zone of an event's times: an IANA name, or what the file itself says of it (VTIMEZONE). */
export type EventZone =
  | { readonly kind: 'named'; readonly timezone: string }
  | { readonly kind: 'described'; readonly zone: Timezone };

/** The zone of a date property; null where its TZID is neither known nor described in the file. */
export function zoneOf(property: Property, time: Time, timezone: string): EventZone | null {
  if (isUtc(time)) return { kind: 'named', timezone: 'UTC' };
  const tzid = property.getFirstParameter('tzid');
  if (time.isDate || tzid === undefined) return { kind: 'named', timezone };
  const named = timezoneSchema.safeParse(tzid).data;
  if (named !== undefined) return { kind: 'named', timezone: named };
  return time.zone.tzid === tzid ? { kind: 'described', zone: time.zone } : null;
}

export function isUtc(time: Time): boolean {
  return time.zone === ICAL.Timezone.utcTimezone;
}

/** `2026-10-01`. */
export function dateOf({ year, month, day }: Time): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** What a clock reads: `2026-10-01T22:00:00`. */
export function readingOf(time: Time): string {
  return `${dateOf(time)}T${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** From a start for some seconds of the clock; null where the clock is put forward over all of them. */
export function stretchFrom(start: Time, seconds: number, zone: EventZone): TimeRange | null {
  const end = later(start, seconds);
  if (zone.kind === 'named') {
    return stretchOfReadings({ from: readingOf(start), to: readingOf(end) }, zone.timezone);
  }
  return { from: start.toUnixTime() * 1000, to: end.toUnixTime() * 1000 };
}

/** A copy, some seconds of the clock later. */
export function later(time: Time, seconds: number): Time {
  const copy = time.clone();
  copy.addDuration(ICAL.Duration.fromSeconds(seconds));
  return copy;
}

/** Two times of an event are the same when this is: a date, or epoch ms. */
export function keyOf(time: Time, zone: EventZone): string {
  if (time.isDate) return dateOf(time);
  if (isUtc(time)) return String(Date.parse(`${readingOf(time)}Z`));
  if (zone.kind === 'described') return String(time.toUnixTime() * 1000);
  const local = Temporal.PlainDateTime.from(readingOf(time)).toZonedDateTime(zone.timezone);
  return String(local.epochMilliseconds);
}

/** A time in UTC as the zone's clocks read it; others as they are. */
export function inZone(time: Time, zone: EventZone, like: Time): Time {
  if (!isUtc(time) || isUtc(like) || zone.kind === 'described') return time;
  const { year, month, day, hour, minute, second } = Temporal.Instant.from(
    `${readingOf(time)}Z`,
  ).toZonedDateTimeISO(zone.timezone);
  return new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, like.zone);
}

/** The end of a rule as its start is written: a date alone holds the whole of its day. */
export function untilOf(until: Time, zone: EventZone, like: Time): Time {
  if (!until.isDate || like.isDate) return inZone(until, zone, like);
  const { year, month, day } = until;
  return new ICAL.Time(
    { year, month, day, hour: 23, minute: 59, second: 59, isDate: false },
    like.zone,
  );
}
