/**
 * Epoch ms of `text`: epoch ms in digits, or ISO 8601; without an offset it is local to `timezone`
 * (an IANA name), a date alone is its midnight there. null where it is neither.
 */
export function readTime(text: string, timezone: string): number | null {
  if (/^-?\d{1,16}$/.test(text)) return Number(text);
  try {
    if (/(Z|[+-]\d{2}(:?\d{2})?)(\[.*\])?$/i.test(text) && text.includes('T')) {
      return Temporal.Instant.from(text).epochMilliseconds;
    }
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).epochMilliseconds;
  } catch {
    return null;
  }
}
