import type { Config } from '../../core/config.ts';
import type { MaintenanceWindow } from '../../core/maintenance-window.ts';
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
  { sectors, maintenance }: Config,
  shelf: WindowShelf,
): ReadonlyMap<string, readonly WindowBook[]> {
  const ofMembers = windowsNaming('members', maintenance);
  const ofTargets = windowsNaming('targets', maintenance);
  const books = new Map<string, readonly WindowBook[]>();
  for (const sector of sectors) {
    const wide = maintenance.filter(
      ({ scope }) => scope === null || scope.sectors.includes(sector.id),
    );
    const shared = wide.map((window) => shelf.book(window, sector));
    for (const member of sector.members) {
      const ofMember = ofMembers.get(member.id) ?? [];
      for (const { id } of member.targets) {
        const own = [...ofMember, ...(ofTargets.get(id) ?? [])];
        const all = new Set([...shared, ...own.map((window) => shelf.book(window, sector))]);
        if (all.size > 0) books.set(id, own.length === 0 ? shared : [...all]);
      }
    }
  }
  return books;
}

/** Windows by the ids that they name. */
function windowsNaming(
  key: 'members' | 'targets',
  windows: readonly MaintenanceWindow[],
): ReadonlyMap<string, readonly MaintenanceWindow[]> {
  const named = new Map<string, MaintenanceWindow[]>();
  for (const window of windows) {
    for (const id of window.scope?.[key] ?? []) {
      const known = named.get(id);
      if (known === undefined) named.set(id, [window]);
      else known.push(window);
    }
  }
  return named;
}

function lastToEnd(books: readonly WindowBook[], at: number): ActiveMaintenance | null {
  let last: ActiveMaintenance | null = null;
  for (const book of books) {
    const active = book.activeAt(at);
    if (active !== null && (last === null || active.to > last.to)) last = active;
  }
  return last;
}
