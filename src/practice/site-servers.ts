import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { codeOf } from '../core/errors.ts';
import type { Text } from '../core/words/language.ts';
import type { PracticeProfile } from '../core/words/practice-profile.ts';
import type { PracticeCertificates, ServerKeys } from './practice-certificates.ts';
import { answerRequest, type SiteRequest, type SiteResponse } from './site-answer.ts';
import { BEHAVIOURS, type Behaviour, characterOf, type SiteCharacter } from './site-behaviour.ts';

export interface Site {
  readonly id: string;
  readonly profile: PracticeProfile;
  readonly name: Text;
  /** The port to take if it is free; null = any. */
  readonly port: number | null;
}

const HOST = '127.0.0.1';

/** What speaks to a socket: a web server that listens nowhere itself. */
interface Speaker {
  emit(event: 'connection', socket: Socket): boolean;
}

interface OpenSite {
  readonly name: Text;
  readonly character: SiteCharacter;
}

/**
 * Opens every site on a port of its own of 127.0.0.1. A site costs one listening socket; the few web
 * servers behind them are shared, and know the site by the port that a request came in by.
 */
export async function openSites(
  sites: readonly Site[],
  certificates: PracticeCertificates,
): Promise<ReadonlyMap<string, number>> {
  const byPort = new Map<number, OpenSite>();
  const speakers = new Speakers(certificates, (request, response) => {
    const site = byPort.get(request.socket.localPort ?? 0);
    if (site === undefined) request.socket.destroy();
    else answerRequest(site, request, response);
  });
  const ports = new Map<string, number>();
  for (const { id, profile, name, port } of sites) {
    const behaviour = BEHAVIOURS[profile];
    const character = characterOf(id, behaviour);
    const taken =
      behaviour.reach === 'closed'
        ? await holdClosedPort(port)
        : await listen(speakers.of(behaviour.reach, character), port);
    byPort.set(taken, { name, character });
    ports.set(id, taken);
  }
  return ports;
}

/** The shared web servers, each made when the first site needs it. */
class Speakers {
  readonly #certificates: PracticeCertificates;
  readonly #handle: (request: SiteRequest, response: SiteResponse) => void;
  readonly #made = new Map<string, Speaker>();

  constructor(
    certificates: PracticeCertificates,
    handle: (request: SiteRequest, response: SiteResponse) => void,
  ) {
    this.#certificates = certificates;
    this.#handle = handle;
  }

  of(reach: Exclude<Behaviour['reach'], 'closed'>, character: SiteCharacter): Speaker {
    const issuer = character.pick(this.#certificates.issuers.length);
    const key = reach === 'https' || reach === 'h2' ? `${reach}/${issuer}` : reach;
    const made = this.#made.get(key) ?? this.#make(reach, issuer);
    this.#made.set(key, made);
    return made;
  }

  #make(reach: Exclude<Behaviour['reach'], 'closed'>, issuer: number): Speaker {
    if (reach === 'http') return createHttpServer(this.#handle);
    const { issuers, expired } = this.#certificates;
    const { chain, key } = reach === 'expired' ? expired : (issuers[issuer] ?? expired);
    const options = { cert: chain, key } satisfies Record<string, ServerKeys['key']>;
    return reach === 'h2'
      ? createSecureServer({ ...options, allowHTTP1: true }, this.#handle)
      : createHttpsServer(options, this.#handle);
  }
}

async function listen(speaker: Speaker, port: number | null): Promise<number> {
  const server = createServer((socket) => speaker.emit('connection', socket));
  await listenOn(server, port);
  return portOf(server);
}

/** Takes the port wished for, or any where somebody else has it. */
async function listenOn(server: Server, port: number | null): Promise<void> {
  server.listen({ host: HOST, port: port ?? 0 });
  try {
    await once(server, 'listening');
  } catch (error) {
    if (port === null || codeOf(error) !== 'EADDRINUSE') throw error;
    await listenOn(server, null);
  }
}

/**
 * A port at which nobody answers and which nobody else can take: the near end of a connection to
 * ourselves. A connection attempt to it is refused.
 */
async function holdClosedPort(port: number | null): Promise<number> {
  const server = createServer();
  await listenOn(server, null);
  const accepted = once(server, 'connection');
  const socket = connect({
    host: HOST,
    port: portOf(server),
    ...(port ? { localPort: port } : {}),
  });
  try {
    await once(socket, 'connect');
  } catch (error) {
    server.close();
    if (port === null) throw error;
    return holdClosedPort(null);
  }
  await accepted;
  return socket.localPort ?? 0;
}

/** Guarantee of the cast: a TCP server that listens has an address with a port. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
