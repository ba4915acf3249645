import { join } from 'node:path';
import { drillSites } from '../../../src/app/drill/drill-sites.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config, Target } from '../../../src/core/config.ts';
import { NO_NOTICES, type NotifyConfig } from '../../../src/core/notify-config.ts';
import type { FactsBook } from '../../../src/core/ports/facts-book.ts';
import { offsetMsOf, offsetRatioOf } from '../../../src/core/time/slots.ts';
import type { FactKind, SharedFact } from '../../../src/core/words/fact.ts';
import { MARKINGS } from '../../../src/core/words/marking.ts';
import { type Contact, PLAIN_CONTACT, WIDEST_CEILINGS } from '../../../src/core/words/recipient.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { Scenario, SiteEffect } from '../../../src/core/words/scenario.ts';
import type { ViewerKind } from '../../../src/core/words/viewer.ts';
import { type DrillSite, placeOfSite, rangeOf } from '../../../src/practice/drill/drill-site.ts';
import { sampleUnder } from '../../../src/practice/drill/sample-under.ts';
import { effectAt, timelineOf } from '../../../src/practice/drill/timeline.ts';
import { pastSite } from '../../../src/practice/past-probe.ts';
import { pastSample } from '../../../src/practice/past-sample.ts';
import { practiceCouncil } from '../../../src/practice/practice-council.ts';
import { confirmationDelayMs } from '../../../src/schedule/confirmations.ts';
import { isStricterThan } from '../../../src/share/rules/marking-of.ts';
import { SimulatedTelling } from './simulated-telling.ts';

export const CONFIG = join(import.meta.dirname, '../../../config');
const MINUTE_MS = 60_000;
const LOOK_MS = 5000;
/** The judgement stands so long after it is due; what follows is told meanwhile. */
const AFTER_MS = 45 * MINUTE_MS;
/** Then nothing befalls anybody any more, and ends are told. */
const WELL_MS = 25 * MINUTE_MS;
/** Of a scenario of which nothing is expected. */
const QUIET_MS = 60 * MINUTE_MS;

/** The small practice council as one of public sites, with a contact of every ceiling at everybody. */
export interface DrillCouncil {
  readonly config: Config;
  readonly sites: readonly DrillSite[];
  readonly facts: FactsBook;
}

/** `mail`: where its mails go. */
export async function drillCouncil(mail: NotifyConfig['mail']): Promise<DrillCouncil> {
  const loaded = await loadConfig(CONFIG, { withoutSectors: true });
  if (!loaded.ok) throw new Error('the shipped configuration is not valid');
  const practice = practiceCouncil(loaded.config, 'small', { now: 0, hasIpv6: false });
  const sites = drillSites(practice);
  const hosts = new Map(sites.map((site) => [site.id, placeOfSite(site).host]));
  const measured = (target: Target): Target => ({
    ...target,
    ...{ url: `https://${hosts.get(target.id)}/`, practice: null, family: 4 },
    schedule: '* * * * *',
  });
  const sectors = practice.sectors.map((sector) => ({
    ...sector,
    secretariat: {
      name: sector.secretariat?.name ?? sector.name,
      contacts: contactsOf('secretariat'),
    },
    members: sector.members.map((member) => ({
      ...member,
      contacts: contactsOf('member'),
      targets: member.targets.map(measured),
    })),
  }));
  const observers = [
    { id: 'ministry', name: { ja: '所管省庁', en: 'Ministry' }, contacts: contactsOf('observer') },
  ];
  const offices = ['council', 'operator', 'observer:ministry'];
  const config: Config = {
    ...practice,
    ...{ sectors, practice: false, maintenance: [], reference: practice.reference.map(measured) },
    notify: {
      ...{ ...NO_NOTICES, mail, observers },
      ...{ council: contactsOf('council'), operator: contactsOf('operator') },
      pace: { ...NO_NOTICES.pace, remindMs: 120 * MINUTE_MS },
      exercises: [
        ...offices,
        ...sectors.flatMap(({ id, members }) => [
          `sector:${id}`,
          ...members.map((member) => `member:${member.id}`),
        ]),
      ],
    },
  };
  return { config, sites, facts: factsOfPlaces(sites) };
}

/** A contact of every ceiling that the viewer's may have. */
function contactsOf(viewer: ViewerKind): readonly Contact[] {
  return MARKINGS.filter((marking) => !isStricterThan(marking, WIDEST_CEILINGS[viewer])).map(
    (ceiling) => ({
      ...{ ...PLAIN_CONTACT, kind: 'mail', to: `${ceiling}@post.example`.toLowerCase() },
      ...{ verifiedOn: '2019-04-01', ceiling },
    }),
  );
}

/** As they are learned from the name server and from probes. */
function factsOfPlaces(sites: readonly DrillSite[]): FactsBook {
  const fact = (kind: FactKind, text: string): SharedFact => ({ kind, text });
  const facts = new Map(
    sites.map((site) => {
      const at = placeOfSite(site);
      return [
        site.id,
        [
          fact('network', rangeOf(at)),
          fact('name_servers', at.nameServers.join(' ')),
          ...at.aliases.map((alias) => fact('alias', alias)),
          ...(at.provider === null ? [] : [fact('operator', at.provider.name.ja)]),
        ],
      ];
    }),
  );
  return { version: 1, factsOf: (target) => facts.get(target) ?? [] };
}

/** Plays a scenario through judge, incidents and telling; `onLook` is called every five seconds of it. */
export async function playThrough(
  council: DrillCouncil,
  scenario: Scenario,
  onLook: (played: SimulatedTelling) => void,
): Promise<SimulatedTelling> {
  const { startsAt: from, lengthMs, expected } = scenario;
  const drill = {
    ...{ id: `${scenario.id}-1`, scenario: scenario.id, title: scenario.title },
    ...{ from, to: from + lengthMs, speed: 1 },
  };
  const { config, facts, sites } = council;
  const played = await SimulatedTelling.open({ config, facts, drill, startAt: from });
  const effectsEnd = from + Math.min(lengthMs, (expected.at ?? QUIET_MS - AFTER_MS) + AFTER_MS);
  const { spans } = timelineOf(scenario, sites);
  const feed = new SampleFeed(sites, ({ id, at }) =>
    at < effectsEnd ? effectAt(spans.get(id) ?? [], at - from) : null,
  );
  await measureUntil(played, feed, effectsEnd + WELL_MS, onLook);
  await played.left();
  return played;
}

/** From the moment at which the clock stands, a multiple of five seconds. */
export async function measureUntil(
  played: SimulatedTelling,
  feed: SampleFeed,
  until: number,
  onLook: (played: SimulatedTelling) => void = () => {},
): Promise<void> {
  for (let now = played.clock.now(); now < until; now += LOOK_MS) {
    feed.measure(now);
    await played.pass(LOOK_MS);
    for (const sample of feed.ended(now)) played.take(sample);
    onLook(played);
  }
}

interface Start {
  readonly site: MadeSite;
  readonly slot: number;
  readonly at: number;
  readonly attempt: 1 | 2;
}

/** What a site does otherwise in a probe of a slot that begins at `at`, epoch ms; null = as ever. */
type EffectOf = (probe: {
  readonly id: string;
  readonly slot: number;
  readonly at: number;
}) => SiteEffect | null;

type MadeSite = ReturnType<typeof madeSite>;

/** Samples of the sites each minute, confirmations included, by the five seconds in which they end. */
export class SampleFeed {
  readonly #sites: readonly MadeSite[];
  readonly #effectOf: EffectOf;
  readonly #confirming = new Map<number, Start[]>();
  readonly #ended = new Map<number, Sample[]>();

  constructor(sites: readonly DrillSite[], effectOf: EffectOf) {
    this.#sites = sites.map(madeSite);
    this.#effectOf = effectOf;
  }

  measure(from: number): void {
    const base = from - (from % MINUTE_MS);
    for (const site of this.#sites) {
      const slot = base + site.offsetMs;
      if (slot >= from && slot < from + LOOK_MS) this.#probe({ site, slot, at: slot, attempt: 1 });
    }
    for (const start of this.#confirming.get(from) ?? []) this.#probe(start);
    this.#confirming.delete(from);
  }

  ended(from: number): readonly Sample[] {
    const ended = this.#ended.get(from) ?? [];
    this.#ended.delete(from);
    return ended;
  }

  #probe({ site, slot, at, attempt }: Start): void {
    const made = pastSample(site.series, site.past, at);
    const effect = this.#effectOf({ id: site.series.target, slot, at });
    const met = effect === null ? made : sampleUnder(made, effect, site.series.timeoutMs);
    const sample: Sample = { ...met, scheduledAt: slot, attempt };
    const endAt = at + (sample.totalMs ?? 0);
    add(this.#ended, endAt - (endAt % LOOK_MS), sample);
    const delayMs = confirmationDelayMs(sample, MINUTE_MS);
    if (delayMs === null) return;
    const again = Math.round(endAt + delayMs);
    add(this.#confirming, again - (again % LOOK_MS), { site, slot, at: again, attempt: 2 });
  }
}

function madeSite(site: DrillSite) {
  const { address, host } = placeOfSite(site);
  const common = { target: site.id, vantage: 'drill', family: 4 } as const;
  const place = { member: site.member, sector: site.sector ?? '_reference' };
  const facts = { profile: site.profile, address, address6: null, certificate: null };
  return {
    offsetMs: offsetMsOf(offsetRatioOf(site.id, 4), MINUTE_MS),
    series: { ...common, ...place, url: `https://${host}/`, timeoutMs: 10_000 },
    past: pastSite(common, facts, []),
  };
}

function add<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
