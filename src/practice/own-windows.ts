import type { Sector } from '../core/config.ts';
import type { MaintenanceWindow } from '../core/maintenance-window.ts';

/** Ids that a window names and the practice council has not. */
export interface StrangeNames {
  /** Place of the window among those given, from 0. */
  readonly index: number;
  /** At least one. */
  readonly ids: readonly string[];
}

export interface OwnWindows {
  /** What concerns the practice council, with the part of each scope that is there. */
  readonly windows: readonly MaintenanceWindow[];
  /** Windows that are left out, or used for a part of what they name. */
  readonly strange: readonly StrangeNames[];
}

/** An operator's own planned work, read for the practice council in the place of its own sectors. */
export function ownWindows(
  windows: readonly MaintenanceWindow[],
  sectors: readonly Sector[],
): OwnWindows {
  const members = sectors.flatMap((sector) => sector.members);
  const known = {
    sectors: new Set(sectors.map(({ id }) => id)),
    members: new Set(members.map(({ id }) => id)),
    targets: new Set(members.flatMap(({ targets }) => targets.map(({ id }) => id))),
  };
  const used: MaintenanceWindow[] = [];
  const strange: StrangeNames[] = [];
  for (const [index, window] of windows.entries()) {
    if (window.scope === null) {
      used.push(window);
      continue;
    }
    const { scope } = window;
    const ids: string[] = [];
    const knownOf = (key: keyof typeof known): readonly string[] =>
      scope[key].filter((id) => {
        if (!known[key].has(id)) ids.push(id);
        return known[key].has(id);
      });
    const kept = {
      sectors: knownOf('sectors'),
      members: knownOf('members'),
      targets: knownOf('targets'),
    };
    if (ids.length > 0) strange.push({ index, ids });
    const isUsed = kept.sectors.length + kept.members.length + kept.targets.length > 0;
    if (isUsed) used.push({ ...window, scope: kept });
  }
  return { windows: used, strange };
}
