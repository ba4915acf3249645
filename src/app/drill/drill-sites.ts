import { type Config, type Target, targetsOf } from '../../core/config.ts';
import { PRACTICE_PROFILES } from '../../core/words/practice-profile.ts';
import type { DrillSite } from '../../practice/drill/drill-site.ts';

/** The practice sites of a configuration and its references, for a scenario to choose from. */
export function drillSites(config: Config): readonly DrillSite[] {
  const members = targetsOf(config).flatMap(({ target, member, sector }) =>
    siteOf(target, { member: member.id, sector: sector.id }),
  );
  const references = config.reference.flatMap((target) =>
    siteOf(target, { member: target.id, sector: null }),
  );
  return [...members, ...references];
}

function siteOf(
  { id, practice }: Target,
  place: Pick<DrillSite, 'member' | 'sector'>,
): readonly DrillSite[] {
  const profile = PRACTICE_PROFILES.find((each) => each === practice);
  return profile === undefined ? [] : [{ id, profile, ...place }];
}
