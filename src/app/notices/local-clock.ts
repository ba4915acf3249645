import type { Config } from '../../core/config.ts';
import { dayKindsOf } from '../../core/time/day-kind.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import type { Recipient } from '../../core/words/recipient.ts';
import type { LocalClock } from '../../notify/stages/stage.ts';

/** Times of day in the council's zone; kinds of day as the recipient's sector has them. */
export function localClockOf(config: Config, { viewer }: Pick<Recipient, 'viewer'>): LocalClock {
  const { timezone } = config.council;
  const own = 'sector' in viewer ? config.sectors.find(({ id }) => id === viewer.sector) : null;
  const kinds = dayKindsOf(config.calendar, own?.yearEnd ?? config.calendar.yearEnd ?? null);
  const localOf = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  return {
    dateOf: (at) => localDateOf(at, timezone),
    kindOf: (date) => kinds.kindOf(date),
    instantOf: (date, minute) =>
      Temporal.PlainDate.from(date)
        .toPlainDateTime()
        .add({ minutes: minute })
        .toZonedDateTime(timezone).epochMilliseconds,
    minuteText: (at) => localOf(at).toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}
