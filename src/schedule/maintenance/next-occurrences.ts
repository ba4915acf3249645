import { type Config, type PlacedTarget, type Sector, targetsOf } from '../../core/config.ts';
import {
  isInScope,
  type MaintenanceScope,
  type MaintenanceWindow,
} from '../../core/maintenance-window.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import { type MaintenanceStretch, searchedDays } from '../../core/time/maintenance-occurrences.ts';
import type { ActiveMaintenance } from '../../core/words/maintenance.ts';
import type { WindowBook } from './window-book.ts';
import type { WindowShelf } from './window-shelf.ts';

export interface OccurrencesQuery {
  /** At most so many. */
  readonly count: number;
  /** Epoch ms; what is on at this time is the first. */
  readonly from: number;
  /** Only what concerns this target; null or absent = any. */
  readonly target?: string | null;
  /** Only what concerns this sector or a part of it; null or absent = any. */
  readonly sector?: string | null;
}

/** One time that planned work takes place. */
export interface Occurrence extends ActiveMaintenance {
  /** Whom it concerns; null = the whole council. */
  readonly scope: MaintenanceScope | null;
  /**
   * Ids, where it takes place in these alone of the sectors concerned, because others count other
   * days as year-end; null = in all of them.
   */
  readonly onlySectors: readonly string[] | null;
}

const DAY_MS = 86_400_000;
const FIRST_STEP_MS = 28 * DAY_MS;

/**
 * In order of the start, then of the end; what several windows say is said several times. Looks at a
 * few weeks first and at ever more.
 */
export function nextOccurrencesOf(
  config: Config,
  shelf: WindowShelf,
  query: OccurrencesQuery,
): readonly Occurrence[] {
  const { count, from } = query;
  const places = placesOf(config);
  const searches = config.maintenance.map((window) => ({
    window,
    books: Map.groupBy(sectorsOf(window, places, query), (sector) => shelf.book(window, sector)),
    end: endOf(window, from),
  }));
  const end = Math.max(from, ...searches.map((search) => search.end));
  const found: Occurrence[] = [];
  let at = from;
  for (let step = FIRST_STEP_MS; found.length < count && at < end; step *= 2) {
    const range = { from: at, to: at + step };
    const isNew = (each: TimeRange): boolean => range.from === from || each.from >= range.from;
    for (const search of searches) {
      if (search.end > at) found.push(...occurrencesOf(search, range).filter(isNew));
    }
    at = range.to;
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to).slice(0, count);
}

/** After which a window does not occur any more, epoch ms. */
function endOf(window: MaintenanceWindow, from: number): number {
  const today = new Date(from).toISOString().slice(0, 10);
  return Date.parse(searchedDays(window, today).to) + 2 * DAY_MS;
}

interface WindowSearch {
  readonly window: MaintenanceWindow;
  /** The sectors concerned, by the book that they read it in. */
  readonly books: ReadonlyMap<WindowBook, readonly Sector[]>;
}

function occurrencesOf({ window, books }: WindowSearch, range: TimeRange): readonly Occurrence[] {
  const found = new Map<string, { stretch: MaintenanceStretch; readers: Sector[] }>();
  for (const [book, readers] of books) {
    for (const stretch of book.within(range)) {
      const key = `${stretch.from} ${stretch.to} ${stretch.title?.ja}`;
      const entry = found.get(key) ?? { stretch, readers: [] };
      entry.readers.push(...readers);
      found.set(key, entry);
    }
  }
  const concerned = [...books.values()].reduce((sum, readers) => sum + readers.length, 0);
  return [...found.values()].map(({ stretch, readers }) => ({
    window: window.id,
    ...stretch,
    scope: window.scope,
    onlySectors: readers.length >= concerned ? null : readers.map(({ id }) => id),
  }));
}

/** Where members and targets belong. */
interface Places {
  readonly sectors: ReadonlyMap<string, Sector>;
  readonly members: ReadonlyMap<string, Sector>;
  readonly targets: ReadonlyMap<string, PlacedTarget>;
}

function placesOf(config: Config): Places {
  const { sectors } = config;
  return {
    sectors: new Map(sectors.map((sector) => [sector.id, sector])),
    members: new Map(sectors.flatMap((sector) => sector.members.map(({ id }) => [id, sector]))),
    targets: new Map(targetsOf(config).map((placed) => [placed.target.id, placed])),
  };
}

/** The sectors that a window concerns, as far as they are asked for. */
function sectorsOf(
  { scope }: MaintenanceWindow,
  places: Places,
  query: OccurrencesQuery,
): readonly Sector[] {
  const isAsked = ({ id }: Sector): boolean => (query.sector ?? id) === id;
  if (query.target !== null && query.target !== undefined) {
    const placed = places.targets.get(query.target);
    if (placed === undefined) return [];
    const { target, member, sector } = placed;
    const ids = { target: target.id, member: member.id, sector: sector.id };
    return isAsked(sector) && isInScope(scope, ids) ? [sector] : [];
  }
  if (scope === null) return [...places.sectors.values()].filter(isAsked);
  const concerned = new Set([
    ...scope.sectors.map((id) => places.sectors.get(id)),
    ...scope.members.map((id) => places.members.get(id)),
    ...scope.targets.map((id) => places.targets.get(id)?.sector),
  ]);
  return [...places.sectors.values()].filter((each) => concerned.has(each) && isAsked(each));
}
