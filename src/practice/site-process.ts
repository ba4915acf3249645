import { messageOf } from '../core/errors.ts';
import type { PracticeCertificates } from './practice-certificates.ts';
import { asOpenMessage, type OpenedMessage, type OpenMessage } from './site-messages.ts';
import { openSites } from './site-servers.ts';

/**
 * Entry of the process that serves the practice sites. It lives as long as the channel to the
 * service: a signal to the whole group leaves the sites answering while the service drains.
 */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));

process.once('message', (message) => {
  open(asOpenMessage(message)).then(tell, (error: unknown) =>
    tell({ kind: 'failed', message: messageOf(error) }),
  );
});

async function open(message: OpenMessage): Promise<OpenedMessage> {
  const certificates = message.certificates ?? (await makeCertificates());
  const ports = await openSites(message.sites, certificates);
  return { kind: 'open', ports: [...ports], certificates };
}

/** The library of certificates is loaded here and only where there are none yet. */
async function makeCertificates(): Promise<PracticeCertificates> {
  const { makePracticeCertificates } = await import('./practice-certificates.ts');
  return await makePracticeCertificates(Date.now());
}

function tell(message: OpenedMessage): void {
  process.send?.(message);
}
