const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The last moment that an address can hold, epoch ms. */
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59);
const EARLIEST_MS = Date.UTC(1000, 0, 1);

/** A date, a time and an offset; a plus sign that was not encoded arrives as a space. */
const ISO =
  /^([1-9]\d{3})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(Z|[-+ ]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * The full minute, epoch ms, of a moment as it may stand in an address: ISO 8601, without an offset
 * local to `timezone` (an IANA name), a date alone its midnight there; or epoch ms in digits. As the API
 * reads `from` and `to`; of a time that clocks read twice the first, of one that they leave out as if
 * they had not been changed. null where it is neither, or not of the years 1000 to 9999.
 */
export function readMoment(text: string, timezone: string): number | null {
  const at = /^-?\d{1,16}$/.test(text) ? Number(text) : readIso(text, timezone);
  if (at === null || at < EARLIEST_MS || at > LATEST_MS) return null;
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

function readIso(text: string, timezone: string): number | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const isTime = hour < 24 && minute < 60 && second < 60;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  // A day that its month has not would be one of the next.
  if (!isTime || new Date(local).getUTCMonth() !== month - 1 || day < 1) return null;
  const offset = found[7];
  if (offset === undefined) return instantOf(local, timezone);
  const offsetMs = readOffset(offset);
  return offsetMs === null ? null : local - offsetMs;
}

/** Ms ahead of UTC; null = there is no such offset. */
function readOffset(text: string): number | null {
  if (/^z$/i.test(text)) return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

/** When clocks of the zone read `local`, which is written as epoch ms of UTC. */
function instantOf(local: number, timezone: string): number {
  const ahead = aheadIn(timezone);
  const [before, after] = [ahead(local - DAY_MS), ahead(local + DAY_MS)];
  const isSo = (offset: number) => ahead(local - offset) === offset;
  return local - (isSo(before) || !isSo(after) ? before : after);
}

/** How many ms the clocks of a zone are ahead of UTC at an instant, epoch ms. */
function aheadIn(timezone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric' },
    ...{ month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const date = Date.UTC(part('year'), part('month') - 1, part('day'));
    const timeMs = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
    return date + timeMs - Math.floor(at / 1000) * 1000;
  };
}
