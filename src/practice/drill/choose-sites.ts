import type { ScenarioChoice } from '../../core/words/scenario.ts';
import { seededRandom } from '../seeded-random.ts';
import { type DrillSite, isWell, placeOfSite, rangeOf, tiesOf } from './drill-site.ts';

/** Whom an act found in this council. */
export interface Chosen {
  readonly sites: readonly DrillSite[];
  /** The sector that was taken; null where none was asked for or none is there. */
  readonly sector: string | null;
  /** Of `sites`: those that share something with others although unrelated ones were asked for. */
  readonly related: number;
}

export interface Chooser {
  /** Two acts draw their own order from it; the same text gives the same sites. */
  readonly seed: string;
  /** What those chosen so far have; grows. */
  readonly ties: Set<string>;
}

/**
 * The sites that a choice means: where a share or a sector is asked for, among those that are well by
 * themselves; where something shared is, everybody who shares it.
 */
export function chooseSites(
  choice: ScenarioChoice,
  sites: readonly DrillSite[],
  chooser: Chooser,
): Chosen {
  const there = new Set(sites.map((site) => site.sector));
  const sector = choice.sectors?.find((id) => there.has(id)) ?? null;
  if (choice.sectors !== null && sector === null) return { sites: [], sector, related: 0 };
  const matching = sites.filter((site) => matches(site, choice, sector));
  const wanted = Math.max(choice.atLeast, Math.round(choice.share * matching.length));
  if (wanted >= matching.length && !choice.unrelated)
    return { sites: matching, sector, related: 0 };
  const well = inSeededOrder(matching.filter(isWell), chooser.seed);
  if (!choice.unrelated) return { sites: well.slice(0, wanted), sector, related: 0 };
  // Those that share nothing with anybody leave what others share to sectors that have only such.
  const isAlone = (site: DrillSite) => placeOfSite(site).provider === null && namesItself(site);
  const alone = well.filter(isAlone);
  const apart: DrillSite[] = [];
  for (const site of [...alone, ...well.filter((each) => !isAlone(each))]) {
    if (apart.length < wanted && takeApart(site, chooser.ties)) apart.push(site);
  }
  const rest = well.filter((site) => !apart.includes(site)).slice(0, wanted - apart.length);
  return { sites: [...apart, ...rest], sector, related: rest.length };
}

function namesItself(site: DrillSite): boolean {
  const { nameServers, zone } = placeOfSite(site);
  return nameServers.every((host) => host.endsWith(`.${zone}`));
}

function matches(site: DrillSite, choice: ScenarioChoice, sector: string | null): boolean {
  const place = placeOfSite(site);
  const { members, provider, nameService, range } = choice;
  return (
    (sector === null || site.sector === sector) &&
    (members === null || members.includes(site.member)) &&
    (provider === null || place.provider?.zone === provider) &&
    (nameService === null || place.nameServers.some((host) => host.endsWith(`.${nameService}`))) &&
    (range === null || rangeOf(place) === range)
  );
}

function inSeededOrder(sites: readonly DrillSite[], seed: string): readonly DrillSite[] {
  return sites
    .map((site) => ({ site, at: seededRandom(`${seed} ${site.id}`).uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ site }) => site);
}

/** Whether a site shares nothing with those before, to whom it then belongs. */
function takeApart(site: DrillSite, ties: Set<string>): boolean {
  const own = tiesOf(site);
  if (own.some((tie) => ties.has(tie))) return false;
  for (const tie of own) ties.add(tie);
  return true;
}
