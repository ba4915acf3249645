import type { DayKind } from '../core/calendar.ts';
import { type Config, type Target, targetsOf } from '../core/config.ts';
import { dayKindsOf } from '../core/time/day-kind.ts';
import { localDateOf } from '../core/time/local-date.ts';
import { createDayClock, type DayClock } from './rules/target/day-clock.ts';
import type { SeriesSettings } from './rules/target/series-settings.ts';

/** A target as judging knows it from the configuration. */
export interface JudgedPlace {
  readonly target: string;
  readonly member: string;
  readonly sector: string;
  readonly field: string;
  readonly settings: SeriesSettings;
}

/** Who is judged, and by what: made anew when the configuration changes. */
export interface JudgedCouncil {
  readonly places: ReadonlyMap<string, JudgedPlace>;
  /** Targets of the operator's own. */
  readonly references: ReadonlyMap<string, JudgedPlace>;
  dayKindOf(sector: string, at: number): DayKind;
  /** ISO date of `at` in the zone of the council. */
  dateOf(at: number): string;
}

/** Where slots follow each other at most this closely, the next slot confirms a failure, ms. */
const NEXT_SLOT_CONFIRMS_MS = 30_000;

export interface JudgedCouncilParts {
  readonly config: Config;
  /** Nothing is said of these. */
  readonly isStopped: (target: string) => boolean;
  /** Smallest gap between the slots of a schedule, ms. */
  readonly intervalOf: (schedule: string) => number;
}

export function judgedCouncilOf(parts: JudgedCouncilParts): JudgedCouncil {
  const { config, isStopped, intervalOf } = parts;
  const { timezone } = config.council;
  const kinds = new Map(
    config.sectors.map(({ id, yearEnd }) => [id, dayKindsOf(config.calendar, yearEnd ?? null)]),
  );
  const plain = dayKindsOf(config.calendar, null);
  const clocks = new Map(
    [...kinds].map(([sector, each]) => [sector, createDayClock(timezone, each)]),
  );
  const own = createDayClock(timezone, plain);
  const settingsOf = ({ schedule, thresholds }: Target, clock: DayClock): SeriesSettings => {
    const intervalMs = intervalOf(schedule);
    const confirmed = intervalMs <= NEXT_SLOT_CONFIRMS_MS ? 'by-next-slot' : 'by-attempt';
    return { intervalMs, thresholds, clock, confirmed };
  };
  const placed = targetsOf(config)
    .filter(({ target }) => !isStopped(target.id))
    .map(
      ({ target, member, sector }): JudgedPlace => ({
        target: target.id,
        member: member.id,
        sector: sector.id,
        field: sector.field,
        settings: settingsOf(target, clocks.get(sector.id) ?? own),
      }),
    );
  const placedReferences = config.reference.map(
    (target): JudgedPlace => ({
      ...{ target: target.id, member: target.id, sector: '', field: '' },
      settings: settingsOf(target, own),
    }),
  );
  return {
    places: byTarget(placed),
    references: byTarget(placedReferences),
    dateOf: (at) => localDateOf(at, timezone),
    dayKindOf: (sector, at) => (kinds.get(sector) ?? plain).kindOf(localDateOf(at, timezone)),
  };
}

function byTarget(places: readonly JudgedPlace[]): ReadonlyMap<string, JudgedPlace> {
  return new Map(places.map((place) => [place.target, place]));
}
