/** A stretch of time [from, to), epoch ms, in which a zone's offset to UTC does not change. */
export interface ZoneStretch {
  readonly from: number;
  readonly to: number;
  /** Local reading minus UTC, ms. */
  readonly offsetMs: number;
}

/**
 * The stretches of a time zone: inside one, local readings are plain arithmetic, so nothing that
 * walks over time has to search around a change of daylight saving. Throws a RangeError for an
 * unknown zone.
 */
export class ZoneStretches {
  readonly #timezone: string;
  #last: ZoneStretch;

  constructor(timezone: string) {
    this.#timezone = timezone;
    this.#last = stretchAround(timezone, 0);
  }

  at(instant: number): ZoneStretch {
    if (instant < this.#last.from || instant >= this.#last.to) {
      this.#last = stretchAround(this.#timezone, instant);
    }
    return this.#last;
  }
}

function stretchAround(timezone: string, instant: number): ZoneStretch {
  const here = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
  const next = here.getTimeZoneTransition('next');
  // `previous` is strictly before, and an instant on a transition begins its own stretch.
  const previous = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return {
    from: previous === null ? Number.NEGATIVE_INFINITY : previous.epochMilliseconds,
    to: next === null ? Number.POSITIVE_INFINITY : next.epochMilliseconds,
    offsetMs: here.offsetNanoseconds / 1e6,
  };
}
