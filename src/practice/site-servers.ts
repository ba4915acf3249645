import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { codeOf } from '../core/errors.ts';
import type { Text } from '../core/words/language.ts';
import type { PracticeCertificates } from './practice-certificates.ts';
import { answerRequest, type SiteRequest } from './site-answer.ts';
import { BEHAVIOURS, type Behaviour, characterOf, type SiteCharacter } from './site-behaviour.ts';
import type { OpenSite, Site } from './site-messages.ts';

/** Above this many sites, those of one range and scheme share a port, by Host and SNI. */
const MOST_OWN_PORTS = 500;
const SITES_PER_PORT = 64;
const LOOPBACK = '127.0.0.1';

export interface OpenSitesOptions {
  readonly certificates: PracticeCertificates;
  /** Places to take again, all of them; empty = any. */
  readonly taken: readonly OpenSite[];
}

/** What speaks to a socket: a web server that listens nowhere itself. */
interface Speaker {
  emit(event: 'connection', socket: Socket): boolean;
}

interface Hosted {
  readonly name: Text;
  readonly behaviour: Behaviour;
  readonly character: SiteCharacter;
}

/**
 * Opens every site on loopback; the two web servers behind all ports know it by the name it is asked
 * by. Rejects with the system's error where a place to take again is not free.
 */
export async function openSites(
  sites: readonly Site[],
  { certificates, taken }: OpenSitesOptions,
): Promise<readonly OpenSite[]> {
  const hosted = new Map<string, Hosted>();
  for (const { id, profile, name, place } of sites) {
    const behaviour = BEHAVIOURS[profile];
    hosted.set(place.host, { name, behaviour, character: characterOf(id, behaviour) });
  }
  const speakers = { http: httpSpeaker(hosted), tls: tlsSpeaker(hosted, certificates) };
  const before = new Map(taken.map((site) => [site.id, site]));
  const opened: OpenSite[] = [];
  for (const group of groupsOf(sites)) {
    const known = before.get(group.sites[0]?.id ?? '') ?? null;
    const spot = await openGroup(group, speakers, known);
    for (const { id } of group.sites) opened.push({ id, ...spot });
  }
  return opened;
}

interface Group {
  readonly reach: Behaviour['reach'] | 'nowhere';
  readonly address: string;
  /** At least one. */
  readonly sites: readonly Site[];
}

/** Sites that share a port, in the order in which the first of each was given. */
function groupsOf(sites: readonly Site[]): Group[] {
  const size = sites.length > MOST_OWN_PORTS ? SITES_PER_PORT : 1;
  const alike = Map.groupBy(sites, ({ profile, place }) => {
    const { name, reach } = BEHAVIOURS[profile];
    if (name !== 'address') return 'nowhere -';
    return reach === 'closed' ? `closed ${LOOPBACK}` : `${reach} ${place.address}`;
  });
  return [...alike].flatMap(([key, of]) => {
    const [reach, address = LOOPBACK] = key.split(' ');
    const many = reach === 'nowhere' || reach === 'closed' ? of.length : size;
    return Array.from({ length: Math.ceil(of.length / many) }, (_, index) => ({
      reach: reach === 'http' || reach === 'tls' || reach === 'closed' ? reach : 'nowhere',
      address,
      sites: of.slice(index * many, (index + 1) * many),
    }));
  });
}

type Spot = Pick<OpenSite, 'address' | 'port'>;

async function openGroup(
  { reach, address }: Group,
  speakers: Readonly<Record<'http' | 'tls', Speaker>>,
  known: Spot | null,
): Promise<Spot> {
  if (reach === 'nowhere') return { address: LOOPBACK, port: 0 };
  if (reach === 'closed') return { address: LOOPBACK, port: await holdClosedPort(known) };
  const speaker = speakers[reach];
  const server = createServer((socket) => speaker.emit('connection', socket));
  if (known !== null) {
    await listenOn(server, known);
    return known;
  }
  try {
    await listenOn(server, { address, port: 0 });
    return { address, port: portOf(server) };
  } catch (error) {
    // Not every system answers on all of 127.0.0.0/8 unasked.
    if (codeOf(error) !== 'EADDRNOTAVAIL') throw error;
    await listenOn(server, { address: LOOPBACK, port: 0 });
    return { address: LOOPBACK, port: portOf(server) };
  }
}

function httpSpeaker(hosted: ReadonlyMap<string, Hosted>): Speaker {
  return createHttpServer((request, response) => {
    const site = hosted.get(hostOf(request));
    if (site === undefined) request.socket.destroy();
    else answerRequest(site, request, response);
  });
}

function tlsSpeaker(
  hosted: ReadonlyMap<string, Hosted>,
  { keys, byHost }: PracticeCertificates,
): Speaker {
  const contexts = new Map<number, SecureContext>();
  function contextOf(servername: string): SecureContext | null {
    const index = byHost.get(servername);
    const pair = index === undefined ? undefined : keys[index];
    if (index === undefined || pair === undefined) return null;
    const context = contexts.get(index) ?? createSecureContext({ cert: pair.chain, key: pair.key });
    contexts.set(index, context);
    return context;
  }
  return createSecureServer(
    {
      allowHTTP1: true,
      SNICallback: (servername, callback) => {
        const isRefused = hosted.get(servername)?.behaviour.tls === 'refused';
        const context = isRefused ? null : contextOf(servername);
        if (context === null) callback(new Error(`no handshake for ${servername}`));
        else callback(null, context);
      },
      ALPNCallback: ({ servername, protocols }) => {
        const wanted = hosted.get(servername)?.behaviour.tls ?? 'http/1.1';
        return [wanted, 'http/1.1'].find((each) => protocols.includes(each));
      },
    },
    (request, response) => {
      const site = hosted.get(hostOf(request));
      if (site === undefined) request.socket.destroy();
      else answerRequest(site, request, response);
    },
  );
}

/** The name that a request asks by, without its port. */
function hostOf({ headers }: SiteRequest): string {
  const authority = headers[':authority'] ?? headers.host;
  const text = typeof authority === 'string' ? authority : '';
  return text.replace(/:\d+$/, '').toLowerCase();
}

async function listenOn(server: Server, { address, port }: Spot): Promise<void> {
  server.listen({ host: address, port });
  await once(server, 'listening');
}

/**
 * A port at which nobody answers and which nobody else can take: the near end of a connection to
 * ourselves. A connection attempt to it is refused.
 */
async function holdClosedPort(known: Spot | null): Promise<number> {
  const server = createServer();
  await listenOn(server, { address: LOOPBACK, port: 0 });
  const accepted = once(server, 'connection');
  const socket = connect({
    host: LOOPBACK,
    port: portOf(server),
    ...(known === null ? {} : { localPort: known.port }),
  });
  await once(socket, 'connect');
  await accepted;
  return socket.localPort ?? 0;
}

/** Guarantee of the cast: a TCP server that listens has an address with a port. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
