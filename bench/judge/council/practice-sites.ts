import { type Config, targetsOf } from '../../../src/core/config.ts';
import type { FactsBook } from '../../../src/core/ports/facts-book.ts';
import type { FactKind, SharedFact } from '../../../src/core/words/fact.ts';
import { PRACTICE_PROFILES } from '../../../src/core/words/practice-profile.ts';
import { type JudgedCouncil, judgedCouncilOf } from '../../../src/judge/judged-council.ts';
import { type DrillSite, placeOfSite, rangeOf } from '../../../src/practice/drill/drill-site.ts';
import { type PastSite, pastSite } from '../../../src/practice/past-probe.ts';
import type { PastSeries } from '../../../src/practice/past-sample.ts';
import { practiceCouncil } from '../../../src/practice/practice-council.ts';
import { benchConfig } from '../../council/bench-config.ts';

/** A generated site with the series of its samples. */
export interface MadeSite {
  readonly place: DrillSite;
  readonly sector: string;
  readonly series: PastSeries;
  readonly past: PastSite;
}

export interface PracticeSites {
  readonly sites: readonly MadeSite[];
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
  const sites = targetsOf(config).flatMap(({ target, member, sector }, index): MadeSite[] => {
    const profile = PRACTICE_PROFILES.find((each) => each === target.practice);
    if (profile === undefined) return [];
    const place = { id: target.id, member: member.id, sector: sector.id, profile };
    if (!isMeasured(place, index)) return [];
    const { address, host } = placeOfSite(place);
    const common = { target: target.id, vantage: config.vantage, family: 4 } as const;
    const rest = { member: member.id, sector: sector.id, url: `https://${host}/` };
    const facts = { profile, address, address6: null, certificate: null };
    return [
      {
        ...{ place, sector: sector.id },
        series: { ...common, ...rest, timeoutMs: target.timeoutMs },
        past: pastSite(common, facts, []),
      },
    ];
  });
  const measured = new Set(sites.map(({ place }) => place.id));
  const council = judgedCouncilOf({
    config,
    isStopped: (target) => !measured.has(target),
    intervalOf: () => intervalMs,
  });
  return { sites, council, facts: factsOfPlaces(sites) };
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
