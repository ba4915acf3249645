import type { PracticeCertificates } from './practice-certificates.ts';
import type { Site } from './site-servers.ts';

/** From the service to the process of the sites: open these. */
export interface OpenMessage {
  readonly sites: readonly Site[];
  readonly certificates: PracticeCertificates;
}

/** Back: the ports, or why there are none. */
export type OpenedMessage =
  | { readonly kind: 'open'; readonly ports: readonly (readonly [id: string, port: number])[] }
  | { readonly kind: 'failed'; readonly message: string };

/** Both ends are ours and of one version; guarantee of the casts: nothing else sends here. */
export function asOpenMessage(message: unknown): OpenMessage {
  return message as OpenMessage;
}

export function asOpenedMessage(message: unknown): OpenedMessage {
  return message as OpenedMessage;
}
