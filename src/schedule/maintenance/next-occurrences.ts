import type { Config, Sector } from '../../core/config.ts';
import {
  isInScope,
  type MaintenanceScope,
  type MaintenanceWindow,
} from '../../core/maintenance-window.ts';
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

/** In order of the start, then of the end; what several windows say is said several times. */
export function nextOccurrencesOf(
  config: Config,
  shelf: WindowShelf,
  query: OccurrencesQuery,
): readonly Occurrence[] {
  return config.maintenance
    .flatMap((window) => occurrencesOf(window, { config, shelf, query }))
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .slice(0, query.count);
}

interface Search {
  readonly config: Config;
  readonly shelf: WindowShelf;
  readonly query: OccurrencesQuery;
}

function occurrencesOf(
  window: MaintenanceWindow,
  { config, shelf, query }: Search,
): readonly Occurrence[] {
  const sectors = config.sectors.filter((sector) => concerns(window, sector, query));
  const byBook = Map.groupBy(sectors, (sector) => shelf.book(window, sector));
  const found = new Map<string, { stretch: MaintenanceStretch; sectors: string[] }>();
  for (const [book, readers] of byBook) {
    for (const stretch of nextOf(book, query)) {
      const key = `${stretch.from} ${stretch.to} ${stretch.title?.ja}`;
      const entry = found.get(key) ?? { stretch, sectors: [] };
      entry.sectors.push(...readers.map(({ id }) => id));
      found.set(key, entry);
    }
  }
  return [...found.values()].map((entry) => ({
    window: window.id,
    ...entry.stretch,
    scope: window.scope,
    onlySectors: entry.sectors.length === sectors.length ? null : entry.sectors,
  }));
}

function concerns(
  { scope }: MaintenanceWindow,
  sector: Sector,
  { target, sector: asked }: OccurrencesQuery,
): boolean {
  if (asked !== null && asked !== undefined && asked !== sector.id) return false;
  const isOfAny = target === null || target === undefined;
  if (isOfAny && (scope === null || scope.sectors.includes(sector.id))) return true;
  return sector.members.some((member) =>
    member.targets.some(
      ({ id }) =>
        (isOfAny || id === target) &&
        isInScope(scope, { target: id, member: member.id, sector: sector.id }),
    ),
  );
}

function nextOf(
  book: WindowBook,
  { count, from }: OccurrencesQuery,
): readonly MaintenanceStretch[] {
  const found: MaintenanceStretch[] = [];
  const today = new Date(from).toISOString().slice(0, 10);
  const end = Date.parse(searchedDays(book.window, today).to) + 2 * DAY_MS;
  let at = from;
  for (let step = FIRST_STEP_MS; found.length < count && at < end; step *= 2) {
    const range = { from: at, to: at + step };
    found.push(...book.within(range).filter((each) => at === from || each.from >= at));
    at = range.to;
  }
  return found;
}
