import type { Incident } from '../../../src/core/words/incident.ts';
import { NO_EFFECT, type SiteEffect } from '../../../src/core/words/scenario.ts';
import { isWell, placeOfSite } from '../../../src/practice/drill/drill-site.ts';
import { seededRandom } from '../../../src/practice/seeded-random.ts';
import { FIRST_DAY } from '../council-clock.ts';
import { CouncilRun, type EffectOf, type RunCost } from './council-run.ts';
import { type MadeSite, practiceSites } from './practice-sites.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Members on the host that hiccups, and its share of them that a hiccup hits. */
const ON_HOST = 40;
const HIT_RATIO = 0.3;
const HICCUPS_A_DAY = 4;

export interface QuietCouncil {
  readonly days: number;
  readonly intervalMs: number;
  readonly sites: number;
  readonly hiccups: number;
  /** Of sites that answer as a rule. */
  readonly targetDays: number;
  readonly falseIncidents: number;
  /** The same on the host that hiccups, which is not counted above: something happens there. */
  readonly onHost: number;
  readonly patterns: readonly string[];
  readonly cost: RunCost;
}

/** Every `nth` site of the council and a host of 40 members that hiccups; nothing else is planted. */
export function judgeQuietCouncil(days: number, intervalMs: number, nth: number): QuietCouncil {
  const onHost = hostOf(practiceSites(intervalMs).sites);
  const sites = practiceSites(intervalMs, ({ id }, index) => index % nth === 0 || onHost.has(id));
  const length = days * DAY_MS;
  const { hiccups, effectOf } = hiccupsOf(onHost, length);
  const run = new CouncilRun(sites, { from: FIRST_DAY, intervalMs }, effectOf);
  run.until(FIRST_DAY + length);
  const well = new Set(
    sites.sites.filter(({ place }) => isWell(place)).map(({ place }) => place.id),
  );
  const single = run.incidents.filter(({ pattern }) => pattern === 'single');
  const isOnHost = ({ subject }: Incident) =>
    subject.kind === 'target' && onHost.has(subject.target);
  const isFalse = ({ subject }: Incident) =>
    subject.kind === 'target' && well.has(subject.target) && !onHost.has(subject.target);
  return {
    ...{ days, intervalMs, hiccups, sites: sites.sites.length },
    targetDays: well.difference(onHost).size * days,
    falseIncidents: single.filter(isFalse).length,
    onHost: single.filter(isOnHost).length,
    patterns: run.incidents.flatMap(({ pattern }) => (pattern === 'single' ? [] : [pattern])),
    cost: run.cost,
  };
}

/** The first 40 well sites of one provider. */
function hostOf(sites: readonly MadeSite[]): ReadonlySet<string> {
  const carried = sites.filter(
    ({ place }) => isWell(place) && placeOfSite(place).provider?.zone === 'yumemi-hosting.example',
  );
  return new Set(carried.slice(0, ON_HOST).map(({ place }) => place.id));
}

/** Each hits a third of the sites for one to five minutes, half of them slowly, half not at all. */
function hiccupsOf(
  onHost: ReadonlySet<string>,
  lengthMs: number,
): { readonly hiccups: number; readonly effectOf: EffectOf } {
  const random = seededRandom('a host that hiccups');
  const hiccups = Math.round((lengthMs / DAY_MS) * HICCUPS_A_DAY);
  const spans = new Map<string, { from: number; to: number; effect: SiteEffect }[]>();
  for (let each = 0; each < hiccups; each += 1) {
    const from = FIRST_DAY + random.uniform() * lengthMs;
    for (const id of onHost) {
      if (random.uniform() >= HIT_RATIO) continue;
      const to = from + (1 + Math.floor(random.uniform() * 5)) * MINUTE_MS;
      const effect = random.uniform() < 0.5 ? SLOW : UNAVAILABLE;
      spans.set(id, [...(spans.get(id) ?? []), { from, to, effect }]);
    }
  }
  const effectOf: EffectOf = ({ place: { id } }, at) =>
    spans.get(id)?.find(({ from, to }) => from <= at && at < to)?.effect ?? null;
  return { hiccups, effectOf };
}

const SLOW: SiteEffect = { ...NO_EFFECT, slower: { wait: 5, transfer: 3 } };
const UNAVAILABLE: SiteEffect = { ...NO_EFFECT, answer: 'unavailable' };
