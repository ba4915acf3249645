import { messageOf } from '../core/errors.ts';
import { HostWorld } from './drill/site-world.ts';
import { NameBook } from './name-book.ts';
import { openNameServer } from './name-server.ts';
import type { PracticeCertificates } from './practice-certificates.ts';
import { BEHAVIOURS } from './site-behaviour.ts';
import {
  asChangeMessage,
  asOpenMessage,
  type ChangedMessage,
  type OpenedMessage,
  type OpenMessage,
} from './site-messages.ts';
import { openSites } from './site-servers.ts';

/**
 * Entry of the process that serves the practice sites and their names. It lives as long as the
 * channel to the service: a signal to the whole group leaves the sites answering while the service
 * drains.
 */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));

process.once('message', (first) => {
  const message = asOpenMessage(first);
  const world = new HostWorld(new Map(message.sites.map(({ id, place }) => [id, place.host])));
  world.change(message.world);
  process.on('message', (next) => {
    const change = asChangeMessage(next);
    world.change(change.world);
    tell({ kind: 'changed', seq: change.seq });
  });
  open(message, world).then(tell, (error: unknown) =>
    tell({ kind: 'failed', message: messageOf(error) }),
  );
});

async function open(message: OpenMessage, world: HostWorld): Promise<OpenedMessage> {
  const certificates = message.certificates ?? (await makeCertificates(message));
  const sites = await openSites(message.sites, {
    ...{ certificates, world, taken: message.taken?.sites ?? [] },
  });
  const opened = new Map(sites.map((site) => [site.id, site]));
  const book = new NameBook(
    message.sites.map(({ id, profile, place }) => ({
      place,
      answersName: BEHAVIOURS[profile].name,
      address: opened.get(id)?.address ?? place.address,
      address6: opened.get(id)?.address6 ?? null,
    })),
    world,
  );
  const dnsPort = await openNameServer(book, message.taken?.dnsPort ?? message.dnsPort);
  return { kind: 'open', sites, dnsPort, certificates };
}

/** The library of certificates is loaded here and only where there are none yet. */
async function makeCertificates({ sites }: OpenMessage): Promise<PracticeCertificates> {
  const { makePracticeCertificates } = await import('./practice-certificates.ts');
  const hosts = sites
    .filter(({ profile }) => BEHAVIOURS[profile].reach === 'tls')
    .map(({ profile, place }) => ({
      host: place.host,
      certificate: BEHAVIOURS[profile].certificate,
    }));
  return await makePracticeCertificates(hosts, Date.now());
}

function tell(message: OpenedMessage | ChangedMessage): void {
  process.send?.(message);
}
