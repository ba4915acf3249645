import type { PracticeCertificates } from './practice-certificates.ts';
import type { Site } from './site-servers.ts';

/** From the service to the process of the sites: open these. */
export interface OpenMessage {
  readonly sites: readonly Site[];
  /** Those that an earlier process made; null = make them. */
  readonly certificates: PracticeCertificates | null;
}

/** What was opened. */
export interface OpenSites {
  readonly ports: readonly (readonly [id: string, port: number])[];
  /** What the sites present, to be handed to the process that takes over one day. */
  readonly certificates: PracticeCertificates;
}

/** Back: what is open, or why nothing is. */
export type OpenedMessage =
  | ({ readonly kind: 'open' } & OpenSites)
  | { readonly kind: 'failed'; readonly message: string };

/** Both ends are ours and of one version; guarantee of the casts: nothing else sends here. */
export function asOpenMessage(message: unknown): OpenMessage {
  return message as OpenMessage;
}

export function asOpenedMessage(message: unknown): OpenedMessage {
  return message as OpenedMessage;
}
