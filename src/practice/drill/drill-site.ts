import type { PracticeProfile } from '../../core/words/practice-profile.ts';
import { BEHAVIOURS } from '../site-behaviour.ts';
import { placeOf, type SitePlace } from '../site-place.ts';

/** A practice site as a scenario chooses it. */
export interface DrillSite {
  /** Id of its target. */
  readonly id: string;
  readonly member: string;
  /** null = one of the operator's own references. */
  readonly sector: string | null;
  readonly profile: PracticeProfile;
}

/** Sites of these profiles answer as a rule; the others fail on their own. */
const WELL: ReadonlySet<PracticeProfile> = new Set([
  'steady',
  'http2',
  'plain',
  'busy',
  'redirecting',
  'slow',
]);

export function isWell({ profile }: DrillSite): boolean {
  return WELL.has(profile);
}

export function hasTls({ profile }: DrillSite): boolean {
  return BEHAVIOURS[profile].reach === 'tls';
}

export function placeOfSite({ id, member }: DrillSite): SitePlace {
  return placeOf({ id, member });
}

/** `127.20.5.0/24` of a place in it. */
export function rangeOf({ address }: SitePlace): string {
  return `${address.replace(/\.\d+$/, '')}.0/24`;
}

/** What makes sites related: the judging takes members that share one of these for one unit. */
export function tiesOf(site: DrillSite): readonly string[] {
  const place = placeOfSite(site);
  return [
    `range ${rangeOf(place)}`,
    ...place.nameServers.map((host) => `name server ${host}`),
    ...(place.provider === null ? [] : [`provider ${place.provider.zone}`]),
  ];
}
