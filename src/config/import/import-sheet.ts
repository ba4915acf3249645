import type { Reachability } from '../check-addresses.ts';
import { firingOf } from '../firing.ts';
import type { SectorOutline } from '../outline.ts';
import { checkRows } from './check-rows.ts';
import type { Edit } from './edit.ts';
import { editsOfRows, type ImportedRow } from './edits-of-rows.ts';
import { existingOf } from './existing.ts';
import { type Fault, faultsInOrder, isWarningFault } from './fault.ts';
import { findTable } from './find-table.ts';
import { placeRows } from './place-rows.ts';
import { readRows } from './read-rows.ts';
import type { Sheet } from './sheet.ts';

export interface ImportRequest {
  readonly sheets: readonly Sheet[];
  /** The sheet to read; null = the only one that holds a list. */
  readonly sheetName: string | null;
  /** The sector's file as it is, and the others'. */
  readonly sector: SectorOutline;
  readonly others: readonly SectorOutline[];
  /** Ids of targets that were ever measured. */
  readonly usedIds: ReadonlySet<string>;
  readonly timezone: string;
  readonly isReachable: Reachability;
}

export interface ImportOutcome {
  /** In the order of the sheet, warnings among them. */
  readonly faults: readonly Fault[];
  /** null where a fault forbids the import: nothing is done by halves. */
  readonly work: ImportWork | null;
}

export interface ImportWork {
  readonly edits: readonly Edit[];
  readonly rows: readonly ImportedRow[];
  readonly newMembers: readonly string[];
  /** Sites of the sector that the list does not name; they stay as they are. */
  readonly notInSheet: readonly string[];
}

/** What a list would change in a sector's file, or every fault that it has. */
export function importSheet(request: ImportRequest): ImportOutcome {
  const { sheets, sheetName, sector, others, usedIds, timezone, isReachable } = request;
  const { table, faults: headingFaults } = findTable(sheets, sheetName);
  if (table === null) return { faults: headingFaults, work: null };
  const existing = existingOf(sector, others, usedIds);
  const read = readRows(table, {
    isReachable: sector.head.values.allowPrivate === true ? null : isReachable,
    fires: firesIn(timezone),
    knownCodes: existing.members.flatMap(({ code }) => code ?? []),
  });
  const placed = placeRows(read.rows, existing);
  const faults = faultsInOrder([
    ...headingFaults,
    ...read.faults,
    ...placed.faults,
    ...checkRows(placed.rows, existing),
  ]);
  if (faults.some((fault) => !isWarningFault(fault))) return { faults, work: null };
  const { edits, rows, newMembers } = editsOfRows(placed.rows, existing);
  const named = new Set(rows.map(({ target }) => target));
  const notInSheet = existing.members
    .flatMap(({ targets }) => targets.map(({ id }) => id))
    .filter((id) => !named.has(id));
  return { faults, work: { edits, rows, newMembers, notInSheet } };
}

/** Each distinct expression is looked at once. */
function firesIn(timezone: string): (schedule: string) => boolean {
  const known = new Map<string, boolean>();
  return (schedule) => {
    const fires = known.get(schedule) ?? firingOf(schedule, timezone).kind === 'fires';
    known.set(schedule, fires);
    return fires;
  };
}
