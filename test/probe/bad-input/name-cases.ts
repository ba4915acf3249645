import { once } from 'node:events';
import { createServer } from 'node:net';
import { portOf } from '../../support/raw-server.ts';
import { type BadInput, type BadWorld, SHORT_MS, SITE } from './bad-input.ts';

/** Names without an address, and addresses without a server. */
export async function nameCases(world: BadWorld): Promise<readonly BadInput[]> {
  const { dns } = world;
  dns.set('nxdomain.test', { code: 'NXDOMAIN' });
  dns.set('servfail.test', { code: 'SERVFAIL' });
  dns.set('refused.test', { code: 'REFUSED' });
  dns.set('silent.test', { silent: true });
  dns.set('empty.test', { addresses: [] });
  dns.set('only4.test', { addresses: ['127.0.0.1'] });
  dns.set('private.test', { addresses: ['10.1.2.3', 'fd00::1'] });
  dns.set('metadata.test', { addresses: ['169.254.169.254'] });
  const port = await closedPort();

  const unnamed = { failedPhase: 'dns', completed: [] } as const;
  const byZone = { ...unnamed, reason: 'dns', blame: 'target' } as const;
  const byResolver = { ...unnamed, reason: 'dns', blame: 'resolver' } as const;
  const guarded = { allowPrivate: false } as const;
  const refused = {
    reason: 'refused',
    blame: 'prober',
    failedPhase: null,
    completed: ['dns'],
  } as const;
  return [
    {
      title: 'a name that does not exist ends in dns, the zone to blame',
      url: 'http://nxdomain.test/',
      expected: { ...byZone, detail: 'ENOTFOUND', sample: { peerAddress: null } },
    },
    {
      title: 'a name without addresses ends in dns, the zone to blame',
      url: 'http://empty.test/',
      expected: { ...byZone, detail: 'ENODATA' },
    },
    {
      title: 'a name without an address of the family ends in dns, the zone to blame',
      url: 'http://only4.test/',
      target: { family: 6 },
      expected: { ...byZone, detail: 'ENODATA' },
    },
    {
      title: 'a name that the resolver fails on ends in dns, the resolver to blame',
      url: 'http://servfail.test/',
      expected: { ...byResolver, detail: 'ESERVFAIL' },
    },
    {
      title: 'a name that the resolver refuses ends in dns, the resolver to blame',
      url: 'http://refused.test/',
      expected: { ...byResolver, detail: 'EREFUSED' },
    },
    {
      title: 'a resolver that never answers ends in timeout, the resolver to blame',
      url: 'http://silent.test/',
      target: { timeoutMs: SHORT_MS },
      expected: { ...unnamed, reason: 'timeout', blame: 'resolver' },
    },
    {
      title: 'a closed port ends in connect, the target to blame',
      url: `http://${SITE}:${port}/`,
      expected: {
        reason: 'connect',
        blame: 'target',
        failedPhase: 'connect',
        completed: ['dns'],
        detail: 'ECONNREFUSED',
      },
    },
    {
      title: 'a name that resolves to a private address ends in refused',
      url: 'http://private.test/',
      target: guarded,
      expected: { ...refused, detail: '10.1.2.3' },
    },
    {
      title: 'a name that resolves to a unique-local address ends in refused',
      url: 'http://private.test/',
      target: { ...guarded, family: 6 },
      expected: { ...refused, detail: 'fd00::1' },
    },
    {
      title: 'a name that resolves to the metadata address ends in refused',
      url: 'http://metadata.test/',
      target: guarded,
      expected: { ...refused, detail: '169.254.169.254' },
    },
  ];
}

/** A port of 127.0.0.1 that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}
