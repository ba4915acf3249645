/** ISO date of `at`, epoch ms, as the calendar in `timezone` (an IANA name) has it. */
export function localDateOf(at: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString();
}
