import { drillSites } from '../../../src/app/drill/drill-sites.ts';
import { type Config, type Target, targetsOf } from '../../../src/core/config.ts';
import type { FactsBook } from '../../../src/core/ports/facts-book.ts';
import type { FactKind, SharedFact } from '../../../src/core/words/fact.ts';
import { type JudgedCouncil, judgedCouncilOf } from '../../../src/judge/judged-council.ts';
import { type DrillSite, placeOfSite, rangeOf } from '../../../src/practice/drill/drill-site.ts';
import { type PastSite, pastSite } from '../../../src/practice/past-probe.ts';
import type { PastSeries } from '../../../src/practice/past-sample.ts';
import { practiceCouncil } from '../../../src/practice/practice-council.ts';
import { benchConfig } from '../../council/bench-config.ts';

/** A generated site with the series of its samples. */
export interface MadeSite {
  readonly place: DrillSite;
  readonly series: PastSeries;
  readonly past: PastSite;
}

export interface PracticeSites {
  readonly sites: readonly MadeSite[];
  /** The operator's own, which are measured too; nothing is said of them. */
  readonly references: readonly MadeSite[];
  readonly council: JudgedCouncil;
  readonly facts: FactsBook;
}

const NOBODY = { place: null, targets: 0, sectors: 0, schedule: '* * * * *' };

/**
 * The full practice council, anew: every call's sites give the same samples again. `isMeasured`: those
 * that are there; default all.
 */
export function practiceSites(
  intervalMs: number,
  isMeasured: (site: DrillSite, index: number) => boolean = () => true,
): PracticeSites {
  const config: Config = practiceCouncil(benchConfig(NOBODY), 'full', { now: 0, hasIpv6: false });
  const targets = new Map(
    [...targetsOf(config).map(({ target }) => target), ...config.reference].map((target) => [
      target.id,
      target,
    ]),
  );
  const made = drillSites(config).flatMap((place): MadeSite[] => {
    const target = targets.get(place.id);
    return target === undefined ? [] : [madeSite(place, target, config.vantage)];
  });
  const references = made.filter(({ place }) => place.sector === null);
  const sites = made
    .filter(({ place }) => place.sector !== null)
    .filter(({ place }, index) => isMeasured(place, index));
  const measured = new Set(sites.map(({ place }) => place.id));
  const council = judgedCouncilOf({
    config,
    isStopped: (target) => !measured.has(target),
    intervalOf: () => intervalMs,
  });
  return { sites, references, council, facts: factsOfPlaces(sites) };
}

function madeSite(place: DrillSite, { id, timeoutMs }: Target, vantage: string): MadeSite {
  const { address, host } = placeOfSite(place);
  const common = { target: id, vantage, family: 4 } as const;
  const rest = { member: place.member, sector: place.sector ?? '', url: `https://${host}/` };
  const facts = { profile: place.profile, address, address6: null, certificate: null };
  return {
    place,
    series: { ...common, ...rest, timeoutMs },
    past: pastSite(common, facts, []),
  };
}

/** As they are learned from the practice name server and from probes: an equal fact is one object. */
function factsOfPlaces(sites: readonly MadeSite[]): FactsBook {
  const known = new Map<string, SharedFact>();
  const fact = (kind: FactKind, text: string): SharedFact => {
    const key = `${kind} ${text}`;
    const one = known.get(key) ?? { kind, text };
    known.set(key, one);
    return one;
  };
  const facts = new Map(
    sites.map(({ place }) => {
      const at = placeOfSite(place);
      const zones = at.aliases.length === 0 ? [] : [at.provider?.zone ?? at.zone];
      return [
        place.id,
        [
          fact('network', rangeOf(at)),
          fact('name_servers', at.nameServers.join(' ')),
          ...[...at.aliases, ...zones].map((alias) => fact('alias', alias)),
          ...(at.provider === null ? [] : [fact('operator', at.provider.name.ja)]),
        ],
      ];
    }),
  );
  return { version: 1, factsOf: (target) => facts.get(target) ?? [] };
}
