/**
 * `2026-11-23 09:37:44+09:00`: `at`, epoch ms, as a clock in `timezone` (an IANA name) reads it, with
 * its offset from UTC.
 */
export function timeText(
  at: number,
  timezone: string,
  smallestUnit: 'minute' | 'second' = 'second',
): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timezone)
    .toString({ timeZoneName: 'never', smallestUnit })
    .replace('T', ' ');
}
