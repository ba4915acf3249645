import type { Config, Sector } from '../../core/config.ts';
import { targetsOf } from '../../core/config.ts';
import { isInScope } from '../../core/maintenance-window.ts';
import type { ActiveMaintenance, MaintenanceOf } from '../../core/words/maintenance.ts';
import { nextOccurrencesOf, type Occurrence, type OccurrencesQuery } from './next-occurrences.ts';
import type { WindowBook } from './window-book.ts';
import { type WindowShelf, windowShelfOf } from './window-shelf.ts';

/** The planned work of a council: what is on, and what comes next. */
export interface MaintenanceBook {
  /** What is on for a target; of several, the one that ends last. */
  readonly maintenanceOf: MaintenanceOf;
  /** What is on at `from` or begins later, in order of the start. */
  nextOccurrences(query: OccurrencesQuery): readonly Occurrence[];
}

/** The planned work of a configuration, each window read by the calendar of the sector concerned. */
export function maintenanceBookOf(config: Config): MaintenanceBook {
  const shelf = windowShelfOf(config);
  const books = booksByTarget(config, shelf);
  return {
    maintenanceOf: (target, at) => lastToEnd(books.get(target) ?? [], at),
    nextOccurrences: (query) => nextOccurrencesOf(config, shelf, query),
  };
}

/** Targets that no window names have their sector's list in common. */
function booksByTarget(
  config: Config,
  shelf: WindowShelf,
): ReadonlyMap<string, readonly WindowBook[]> {
  const isWide = (sector: Sector): readonly WindowBook[] =>
    config.maintenance
      .filter(({ scope }) => scope === null || scope.sectors.includes(sector.id))
      .map((window) => shelf.book(window, sector));
  const wide = new Map(config.sectors.map((sector) => [sector, isWide(sector)]));
  const named = namedBy(config);
  const books = new Map<string, readonly WindowBook[]>();
  for (const { target, member, sector } of targetsOf(config)) {
    const ofSector = wide.get(sector) ?? [];
    const place = { target: target.id, member: member.id, sector: sector.id };
    const own =
      named.has(target.id) || named.has(member.id)
        ? config.maintenance
            .filter(({ scope }) => isInScope(scope, place))
            .map((window) => shelf.book(window, sector))
        : ofSector;
    if (own.length > 0) books.set(target.id, own);
  }
  return books;
}

/** Ids of the members and targets that some window names. */
function namedBy({ maintenance }: Config): ReadonlySet<string> {
  return new Set(
    maintenance.flatMap(({ scope }) => [...(scope?.members ?? []), ...(scope?.targets ?? [])]),
  );
}

function lastToEnd(books: readonly WindowBook[], at: number): ActiveMaintenance | null {
  let last: ActiveMaintenance | null = null;
  for (const book of books) {
    const active = book.activeAt(at);
    if (active !== null && (last === null || active.to > last.to)) last = active;
  }
  return last;
}
