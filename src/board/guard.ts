import { isIP } from 'node:net';
import type { Entrance, Pass } from '../core/ports/entrance.ts';
import { OPERATOR, type Viewer } from '../core/words/viewer.ts';
import { secretOf } from './entrance/cookie.ts';

/** What is known of a request before anything is answered. */
export interface Caller {
  /** Address of the other end of the connection; undefined once it is gone. */
  readonly peerAddress: string | undefined;
  header(name: string): string | undefined;
}

export interface GuardOptions {
  readonly exposure: 'loopback' | 'container';
  /** The address under which people reach the board; null = loopback only. */
  readonly publicUrl: string | null;
  /** The board speaks TLS itself; absent = it does not. */
  readonly isTls?: boolean;
  /** Whether the proxy at an address says truly whom it asks for; absent = the one at this machine. */
  readonly isTrustedProxy?: (address: string) => boolean;
}

export type Admission =
  | {
      readonly viewer: Viewer;
      readonly refusal: null;
      /** By what he was let in; null or absent = he is at the machine, and there are no accounts. */
      readonly pass?: Pass | null;
    }
  | {
      readonly viewer: null;
      readonly refusal: string;
      /** Nobody is known, but he may come in: what holds no data is answered. */
      readonly mayComeIn?: boolean;
    };

/** Who asks, or why he is refused; asked before anything of the board is answered. */
export type Guard = (caller: Caller) => Admission;

/**
 * The guard of a board without accounts. Until accounts exist a request from loopback is the operator's; in
 * a container every peer is, because the container publishes loopback only. A request that came
 * through a proxy is nobody's: its loopback address is the proxy's. The `Host` rule keeps a foreign
 * page, whose name was pointed at loopback, from reading the answers.
 */
export function openToThisMachine(options: GuardOptions): Guard {
  return (caller) => {
    const refusal = refusalOf(caller, options);
    if (refusal !== null) return refused(refusal);
    if (isForwarded(caller))
      return refused('requests through a proxy are refused until accounts exist');
    if (!isAtMachine(caller, options)) {
      return refused('only this machine is answered until accounts exist');
    }
    return { viewer: OPERATOR, refusal: null };
  };
}

/**
 * The guard of a board with accounts: a session or a token says who asks, wherever he is. Before the
 * first account, and never again after it, {@link openToThisMachine}. Beyond this machine, and through
 * a proxy, only a board is answered that is reached by https: what lets somebody in is in each request.
 */
export function closedByAccounts(entrance: Entrance, options: GuardOptions): Guard {
  const open = openToThisMachine(options);
  const place = { isSecure: isSecure(options) };
  return (caller) => {
    if (!entrance.isBegun) return open(caller);
    const refusal = refusalOf(caller, options);
    if (refusal !== null) return refused(refusal);
    if (!place.isSecure && (isForwarded(caller) || !isAtMachine(caller, options))) {
      return refused('beyond its own machine this board is reached by https only');
    }
    const bearer = bearerOf(caller.header('authorization'));
    const secret = secretOf(caller.header('cookie'), place);
    const address = addressOf(caller, options);
    const pass =
      bearer === null
        ? entrance.admit('cookie', secret ?? '', address)
        : entrance.admit('token', bearer, address);
    if (pass !== null) return { viewer: pass.viewer, refusal: null, pass };
    return { viewer: null, refusal: 'log in, or show a token', mayComeIn: true };
  };
}

/** Whether people reach the board by https. */
export function isSecure({
  publicUrl,
  isTls = false,
}: Pick<GuardOptions, 'publicUrl' | 'isTls'>): boolean {
  return isTls || publicUrl?.startsWith('https:') === true;
}

/** '' where there is none, or it is no bearer's; null = no such header. */
function bearerOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  return /^bearer +([\w-]+)$/i.exec(header)?.[1] ?? '';
}

/** Why a request is answered by nobody's leave; null = it is not refused yet. */
function refusalOf(caller: Caller, { publicUrl }: GuardOptions): string | null {
  if (!isOwnHost(caller.header('host') ?? '', publicUrl)) {
    return 'this board is not reached under that host name';
  }
  const foreign = caller.header('sec-fetch-site') === 'cross-site';
  const isFollowed = caller.header('sec-fetch-mode') === 'navigate';
  return foreign && !isFollowed ? 'requests from other sites are refused' : null;
}

/**
 * Where a request comes from. What a proxy says of that is believed of a trusted one alone, by a board
 * reached by https: the last address that is no trusted proxy's itself. What is no address is passed over,
 * with all before it.
 */
export function addressOf(caller: Caller, options: GuardOptions): string {
  const { isTrustedProxy = isLoopbackAddress } = options;
  const peer = caller.peerAddress ?? '';
  if (!isSecure(options) || !isTrustedProxy(peer)) return peer;
  let from = peer;
  for (const said of (caller.header('x-forwarded-for') ?? '').split(',').toReversed()) {
    const address = said.trim();
    if (isIP(address) === 0) break;
    from = address;
    if (!isTrustedProxy(address)) break;
  }
  return from;
}

const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

function isForwarded(caller: Caller): boolean {
  return FORWARDING.some((name) => caller.header(name) !== undefined);
}

function isAtMachine({ peerAddress }: Caller, { exposure }: GuardOptions): boolean {
  return exposure === 'container' || isLoopbackAddress(peerAddress ?? '');
}

function refused(refusal: string): Admission {
  return { viewer: null, refusal };
}

/** Whether a `Host` header names loopback or the host of `publicUrl`; the port does not matter. */
function isOwnHost(header: string, publicUrl: string | null): boolean {
  const name = hostNameOf(header);
  if (name === null) return false;
  return isLoopbackHost(header) || (publicUrl !== null && new URL(publicUrl).hostname === name);
}

/** Whether a `Host` header names this machine. */
export function isLoopbackHost(header: string): boolean {
  const name = hostNameOf(header);
  return name === 'localhost' || isLoopbackAddress(name?.replace(/^\[|\]$/g, '') ?? '');
}

function hostNameOf(header: string): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(header);
  return match?.[1]?.toLowerCase() ?? null;
}

/** 127.0.0.0/8, ::1, and the mapped form under which a dual-stack socket shows the former. */
export function isLoopbackAddress(address: string): boolean {
  return /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(address) || address === '::1';
}
