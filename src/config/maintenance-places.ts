import type { z } from 'zod';
import type { YearEnd } from '../core/calendar.ts';
import type { MaintenanceScope } from '../core/maintenance-window.ts';
import { yearEndOf } from './calendar-load.ts';
import {
  type CouncilWindowFile,
  councilWindowSchema,
  sectorWindowSchema,
  windowSchema,
} from './maintenance-schema.ts';
import { listAt, type Outline, type SectorOutline } from './outline.ts';
import { type Path, type SourceFile, valueAt } from './source-file.ts';

/** One window of the files, where it stands and whom its place makes it concern. */
export interface WindowPlace {
  readonly source: SourceFile;
  readonly path: Path;
  /** Of its place alone; null = the council. */
  readonly home: MaintenanceScope | null;
  /** The file's sector; null = `yamabiko.yaml`. */
  readonly sector: SectorOutline | null;
  /** As written, where it is an id. */
  readonly id: string | undefined;
  /** null where it has not the shape of one. */
  readonly window: CouncilWindowFile | null;
}

/** Every window, in the order of the files. */
export function windowPlaces({ council, sectors }: Outline): readonly WindowPlace[] {
  const ofCouncil =
    council === null
      ? []
      : placesAt(
          { source: council.source, path: [], sector: null, home: null },
          councilWindowSchema,
        );
  return [...ofCouncil, ...sectors.flatMap(placesOfSector)];
}

function placesOfSector(sector: SectorOutline): readonly WindowPlace[] {
  const { source, head, members } = sector;
  const below = (path: Path, home: Partial<MaintenanceScope>) => ({
    source,
    path,
    sector,
    home: { ...NOBODY, ...home },
  });
  const only = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id]);
  return [
    ...placesAt(below([], { sectors: only(head.values.id) }), sectorWindowSchema),
    ...members.flatMap((member) => [
      ...placesAt(below(member.path, { members: only(member.values.id) }), windowSchema),
      ...member.targets.flatMap((target) =>
        placesAt(below(target.path, { targets: only(target.values.id) }), windowSchema),
      ),
    ]),
  ];
}

const NOBODY: MaintenanceScope = { sectors: [], members: [], targets: [] };

type Home = Pick<WindowPlace, 'source' | 'path' | 'home' | 'sector'>;

function placesAt(home: Home, schema: z.ZodType<CouncilWindowFile>): readonly WindowPlace[] {
  return listAt(home.source, [...home.path, 'maintenance']).map((path) => {
    const id = valueAt(home.source.data, [...path, 'id']);
    const window = schema.safeParse(valueAt(home.source.data, path)).data ?? null;
    return { ...home, path, id: typeof id === 'string' ? id : undefined, window };
  });
}

/** Whom a window concerns: those it names, else those of its place. */
export function scopeOf({ home }: WindowPlace, window: CouncilWindowFile): MaintenanceScope | null {
  const { sectors = [], members = [], targets = [] } = window;
  const isNarrowed = sectors.length + members.length + targets.length > 0;
  return isNarrowed ? { sectors, members, targets } : home;
}

/**
 * The days around New Year by which a window may be read: those of its sector, or of each; of the
 * council where there is none.
 */
export function yearEndsOf(
  { sector }: WindowPlace,
  { sectors }: Outline,
  ofCouncil: YearEnd | null,
): readonly (YearEnd | null)[] {
  const all = (sector === null ? sectors : [sector]).map(({ head }) =>
    yearEndOf(head.values.yearEnd, ofCouncil),
  );
  if (all.length === 0) return [ofCouncil];
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
