import { createServer as createHttpServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Text } from '../core/words/language.ts';
import type { HostWorld } from './drill/site-world.ts';
import { hasIpv6Loopback, IPV6_LOOPBACK } from './ipv6-loopback.ts';
import {
  holdClosedPort,
  holdOpenPort,
  LOOPBACK,
  openSpot,
  openSpotAgain,
  type Spot,
} from './open-spot.ts';
import type { PracticeCertificates } from './practice-certificates.ts';
import { answerRequest, type SiteRequest, type SiteResponse } from './site-answer.ts';
import { BEHAVIOURS, type Behaviour, characterOf, type SiteCharacter } from './site-behaviour.ts';
import type { OpenSite, Site } from './site-messages.ts';

/** Above this many sites, those of one range and scheme share a port, by Host and SNI. */
const MOST_OWN_PORTS = 500;
const SITES_PER_PORT = 64;

export interface OpenSitesOptions {
  readonly certificates: PracticeCertificates;
  readonly world: HostWorld;
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
  { certificates, world, taken }: OpenSitesOptions,
): Promise<readonly OpenSite[]> {
  const hosted = new Map<string, Hosted>();
  for (const { id, profile, name, place } of sites) {
    const behaviour = BEHAVIOURS[profile];
    hosted.set(place.host, { name, behaviour, character: characterOf(id, behaviour) });
  }
  const speakers = {
    http: httpSpeaker(hosted, world),
    tls: tlsSpeaker({ hosted, world }, certificates),
  };
  const before = new Map(taken.map((site) => [site.id, site]));
  const wantsIpv6 = sites.some((site) => site.wantsIpv6) && (await hasIpv6Loopback());
  const opened: OpenSite[] = [];
  for (const group of groupsOf(sites)) {
    const known = before.get(group.sites[0]?.id ?? '') ?? null;
    const address6 = wantsIpv6 && group.wantsIpv6 ? IPV6_LOOPBACK : null;
    const spot = await openGroup({ ...group, address6 }, speakers, known);
    for (const { id } of group.sites) opened.push({ id, ...spot });
  }
  return opened;
}

interface Group {
  readonly reach: Behaviour['reach'] | 'nowhere';
  readonly address: string;
  readonly wantsIpv6: boolean;
  /** At least one. */
  readonly sites: readonly Site[];
}

/** Sites that share a port, in the order in which the first of each was given. */
function groupsOf(sites: readonly Site[]): Group[] {
  const size = sites.length > MOST_OWN_PORTS ? SITES_PER_PORT : 1;
  const alike = Map.groupBy(sites, ({ profile, place, wantsIpv6 }) => {
    const { name, reach } = BEHAVIOURS[profile];
    if (name !== 'address') return 'nowhere - 4';
    const address = reach === 'closed' ? LOOPBACK : place.address;
    return `${reach} ${address} ${wantsIpv6 ? 'both' : '4'}`;
  });
  return [...alike].flatMap(([key, of]) => {
    const [reach, address = LOOPBACK, families] = key.split(' ');
    const many = reach === 'nowhere' || reach === 'closed' ? of.length : size;
    return Array.from({ length: Math.ceil(of.length / many) }, (_, index) => ({
      reach: reach === 'http' || reach === 'tls' || reach === 'closed' ? reach : 'nowhere',
      address,
      wantsIpv6: families === 'both',
      sites: of.slice(index * many, (index + 1) * many),
    }));
  });
}

/** Takes `known` again or, where it is null, a free port. */
async function openGroup(
  { reach, address, address6 }: Pick<Group, 'reach'> & Omit<Spot, 'port'>,
  speakers: Readonly<Record<'http' | 'tls', Speaker>>,
  known: Spot | null,
): Promise<Spot> {
  if (reach === 'nowhere') return { address: LOOPBACK, address6: null, port: 0 };
  const hold =
    reach === 'closed'
      ? holdClosedPort
      : holdOpenPort((socket) => speakers[reach].emit('connection', socket));
  return await (known === null
    ? openSpot(hold, { address, address6 })
    : openSpotAgain(hold, known));
}

function httpSpeaker(hosted: ReadonlyMap<string, Hosted>, world: HostWorld): Speaker {
  return createHttpServer(answering(hosted, world));
}

function answering(hosted: ReadonlyMap<string, Hosted>, world: HostWorld) {
  return (request: SiteRequest, response: SiteResponse): void => {
    const host = hostOf(request);
    const site = hosted.get(host);
    if (site === undefined) {
      request.socket.destroy();
      return;
    }
    const now = world.timeAt(Date.now());
    answerRequest({ ...site, effect: world.effectOn(host), now }, request, response);
  };
}

function tlsSpeaker(
  { hosted, world }: { readonly hosted: ReadonlyMap<string, Hosted>; readonly world: HostWorld },
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
        const { tls, later } = world.effectOn(servername);
        const isRefused = (tls ?? hosted.get(servername)?.behaviour.tls) === 'refused';
        const context = isRefused ? null : contextOf(servername);
        const answer = () =>
          context === null
            ? callback(new Error(`no handshake for ${servername}`))
            : callback(null, context);
        if (later.tls > 0) setTimeout(answer, later.tls);
        else answer();
      },
      ALPNCallback: ({ servername, protocols }) => {
        const wanted = hosted.get(servername)?.behaviour.tls ?? 'http/1.1';
        return [wanted, 'http/1.1'].find((each) => protocols.includes(each));
      },
    },
    answering(hosted, world),
  );
}

/** The name that a request asks by, without its port. */
function hostOf({ headers }: SiteRequest): string {
  const authority = headers[':authority'] ?? headers.host;
  const text = typeof authority === 'string' ? authority : '';
  return text.replace(/:\d+$/, '').toLowerCase();
}
