import type { Config } from '../core/config.ts';
import type { MaintenanceWindow } from '../core/maintenance-window.ts';
import { type PlannedWork, stretchOfWork } from '../core/words/planned-work.ts';

const PREFIX = 'own-';

/**
 * What members planned themselves, as windows beside those of the files. Each concerns sites of its member
 * alone, wherever a site of that id went since.
 */
export function memberWindows(
  works: readonly PlannedWork[],
  { sectors }: Config,
): readonly MaintenanceWindow[] {
  const members = new Map(
    sectors.flatMap((sector) => sector.members.map((member) => [member.id, member] as const)),
  );
  return works.flatMap((work): readonly MaintenanceWindow[] => {
    const { id, member, title } = work;
    const stretch = stretchOfWork(work);
    const own = members.get(member)?.targets.map((target) => target.id) ?? [];
    const targets = work.targets?.filter((target) => own.includes(target)) ?? [];
    if (stretch === null || own.length === 0) return [];
    if (work.targets !== null && targets.length === 0) return [];
    return [
      {
        id: `${PREFIX}${id}`,
        title: { ja: title, en: title },
        scope: { sectors: [], members: work.targets === null ? [member] : [], targets },
        rule: { kind: 'listed', days: [], stretches: [{ ...stretch, title: null }] },
        ...{ only: [], except: [], validFrom: null, validTo: null },
      },
    ];
  });
}

/** Id of the work of which a window is; null = it is of none. */
export function workOfWindow(window: string): string | null {
  return window.startsWith(PREFIX) ? window.slice(PREFIX.length) : null;
}
