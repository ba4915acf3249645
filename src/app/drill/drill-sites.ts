import { type Config, targetsOf } from '../../core/config.ts';
import { PRACTICE_PROFILES } from '../../core/words/practice-profile.ts';
import type { DrillSite } from '../../practice/drill/drill-site.ts';

/** The practice sites of a configuration, for a scenario to choose from. */
export function drillSites(config: Config): readonly DrillSite[] {
  return targetsOf(config).flatMap(({ target, member, sector }) => {
    const profile = PRACTICE_PROFILES.find((each) => each === target.practice);
    if (profile === undefined) return [];
    return [{ id: target.id, member: member.id, sector: sector.id, profile }];
  });
}
