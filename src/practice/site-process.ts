import { messageOf } from '../core/errors.ts';
import { asOpenMessage, type OpenedMessage } from './site-messages.ts';
import { openSites } from './site-servers.ts';

/**
 * Entry of the process that serves the practice sites. It lives as long as the channel to the
 * service: a signal to the whole group leaves the sites answering while the service drains.
 */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));

process.once('message', (message) => {
  const { sites, certificates } = asOpenMessage(message);
  openSites(sites, certificates).then(
    (ports) => tell({ kind: 'open', ports: [...ports] }),
    (error: unknown) => tell({ kind: 'failed', message: messageOf(error) }),
  );
});

function tell(message: OpenedMessage): void {
  process.send?.(message);
}
