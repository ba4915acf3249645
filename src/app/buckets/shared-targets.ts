import { type Config, type PlacedTarget, type Sector, targetsOf } from '../../core/config.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';

/** The targets of a council as the sharing rules see them, by sector; every sector has an entry. */
export function sharedTargetsOf(config: Config): ReadonlyMap<Sector, readonly SharedTarget[]> {
  const all = Map.groupBy(targetsOf(config), ({ sector }) => sector);
  return new Map(
    config.sectors.map((sector) => [sector, (all.get(sector) ?? []).map(sharedTargetOf)]),
  );
}

/** A target as the sharing rules see it. */
export function sharedTargetOf({ target, member, sector }: PlacedTarget): SharedTarget {
  const { id, consent, secretariatSees } = target;
  return { id, member: member.id, sector: sector.id, consent, secretariatSees };
}
