import { periodStart } from '../core/time/slots.ts';
import { seededRandom } from './seeded-random.ts';
import type { SitePlace } from './site-place.ts';

/** What a stretch of trouble does to the probes of a site. */
export type TroubleEffect =
  | { readonly kind: 'failing'; readonly reason: 'servfail' | 'connect' | 'timeout' }
  /** `ratio` times as long until the first byte. */
  | { readonly kind: 'slow'; readonly ratio: number };

/** A stretch of trouble in the past of the practice council; half open, epoch ms. */
export interface PastTrouble {
  readonly from: number;
  readonly to: number;
  readonly effect: TroubleEffect;
  touches(site: PlacedSite): boolean;
}

export interface PlacedSite {
  readonly id: string;
  readonly member: string;
  readonly sector: string;
  readonly place: SitePlace;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface Plan {
  /** Hours before the running one at which it begins. */
  readonly hoursAgo: number;
  readonly minutes: number;
  readonly effect: TroubleEffect;
  touches(site: PlacedSite): boolean;
}

/**
 * What shared name servers, shared providers, sectors and single sites went through in the last 14
 * days: each kind of spread once, and three of them in the last 24 hours.
 */
const PLANS: readonly Plan[] = [
  {
    hoursAgo: 9 * 24 + 5,
    minutes: 50,
    effect: { kind: 'failing', reason: 'servfail' },
    touches: ({ place }) => place.nameServers.some((host) => host.endsWith('.tatoe-dns.example')),
  },
  {
    hoursAgo: 6 * 24 + 2,
    minutes: 95,
    effect: { kind: 'slow', ratio: 6 },
    touches: ({ place }) => place.provider?.zone === 'kakuu-cloud.example',
  },
  {
    hoursAgo: 4 * 24 + 9,
    minutes: 35,
    effect: { kind: 'slow', ratio: 4 },
    touches: ({ sector, id }) => sector === 'banking' && chanceOf(id) < 0.7,
  },
  {
    hoursAgo: 2 * 24 + 3,
    minutes: 180,
    effect: { kind: 'failing', reason: 'connect' },
    touches: ({ member }) => member.endsWith('-medical-0004'),
  },
  {
    hoursAgo: 15,
    minutes: 120,
    effect: { kind: 'failing', reason: 'connect' },
    touches: ({ member }) => member.endsWith('-gas-0008'),
  },
  {
    hoursAgo: 7,
    minutes: 40,
    effect: { kind: 'failing', reason: 'timeout' },
    touches: ({ place }) => place.provider?.zone === 'yumemi-hosting.example',
  },
  {
    hoursAgo: 3,
    minutes: 45,
    effect: { kind: 'slow', ratio: 3.5 },
    touches: ({ sector, id }) => sector === 'local-government' && chanceOf(id) < 0.6,
  },
];

/** The troubles before `now`, epoch ms; the same for every `now` of one hour. */
export function pastTroubles(now: number): readonly PastTrouble[] {
  const hour = periodStart(now, HOUR_MS);
  return PLANS.map(({ hoursAgo, minutes, effect, touches }) => {
    const from = hour - hoursAgo * HOUR_MS + 5 * MINUTE_MS;
    return { from, to: from + minutes * MINUTE_MS, effect, touches };
  });
}

/** A fixed number in [0, 1) of a site. */
function chanceOf(id: string): number {
  return seededRandom(`trouble of ${id}`).uniform();
}
