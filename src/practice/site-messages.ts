import type { Text } from '../core/words/language.ts';
import type { PracticeProfile } from '../core/words/practice-profile.ts';
import type { SiteWorld } from './drill/site-world.ts';
import type { PracticeCertificates } from './practice-certificates.ts';
import type { SitePlace } from './site-place.ts';

/** One site, as the service tells its process. */
export interface Site {
  readonly id: string;
  readonly profile: PracticeProfile;
  readonly name: Text;
  readonly place: SitePlace;
  /** It answers over IPv6 too, where this machine has a loopback of it. */
  readonly wantsIpv6: boolean;
}

/** Where a site came to be. */
export interface OpenSite {
  readonly id: string;
  /** Where it listens; differs from its place's address where this machine has only 127.0.0.1. */
  readonly address: string;
  /** Where it listens over IPv6, at the same port; null = nowhere. */
  readonly address6: string | null;
  /** 0 where nobody ever gets as far as a port. */
  readonly port: number;
}

/** From the service to the process of the sites: open these. */
export interface OpenMessage {
  readonly sites: readonly Site[];
  /** null = any free port; else those of an earlier process, all of which must be free. */
  readonly taken: TakenPlaces | null;
  /** Of the name server where nothing was taken yet; null = any. */
  readonly dnsPort: number | null;
  /** Those that an earlier process made; null = make them. */
  readonly certificates: PracticeCertificates | null;
  /** In which the sites begin. */
  readonly world: SiteWorld;
}

export interface TakenPlaces {
  readonly dnsPort: number;
  readonly sites: readonly OpenSite[];
}

/** What was opened. */
export interface OpenSites extends TakenPlaces {
  /** What the sites present, to be handed to the process that takes over one day. */
  readonly certificates: PracticeCertificates;
}

/** Back: what is open, or why nothing is. */
export type OpenedMessage =
  | ({ readonly kind: 'open' } & OpenSites)
  | { readonly kind: 'failed'; readonly message: string };

/** To the process of open sites: do so from now on. It comes back as a {@link ChangedMessage}. */
export interface ChangeMessage {
  readonly seq: number;
  readonly world: SiteWorld;
}

/** Back: what is asked from now on is answered so. */
export interface ChangedMessage {
  readonly kind: 'changed';
  readonly seq: number;
}

/** Both ends are ours and of one version; guarantee of the casts: nothing else sends here. */
export function asOpenMessage(message: unknown): OpenMessage {
  return message as OpenMessage;
}

export function asOpenedMessage(message: unknown): OpenedMessage {
  return message as OpenedMessage;
}

export function asChangeMessage(message: unknown): ChangeMessage {
  return message as ChangeMessage;
}

export function asChangedMessage(message: unknown): ChangedMessage {
  return message as ChangedMessage;
}
