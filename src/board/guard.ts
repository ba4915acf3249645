import { OPERATOR, type Viewer } from '../core/words/viewer.ts';

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
}

export type Admission =
  | { readonly viewer: Viewer; readonly refusal: null }
  | { readonly viewer: null; readonly refusal: string };

/**
 * Who asks, or why he is refused. Until accounts exist a request from loopback is the operator's; in
 * a container every peer is, because the container publishes loopback only. A request that came
 * through a proxy is nobody's: its loopback address is the proxy's. The `Host` rule keeps a foreign
 * page, whose name was pointed at loopback, from reading the answers.
 */
export function admit(caller: Caller, options: GuardOptions): Admission {
  if (!isOwnHost(caller.header('host') ?? '', options.publicUrl)) {
    return refused('this board is not reached under that host name');
  }
  if (FORWARDING.some((name) => caller.header(name) !== undefined)) {
    return refused('requests through a proxy are refused until accounts exist');
  }
  const foreign = caller.header('sec-fetch-site') === 'cross-site';
  if (foreign && caller.header('sec-fetch-mode') !== 'navigate') {
    return refused('requests from other sites are refused');
  }
  if (options.exposure === 'loopback' && !isLoopbackAddress(caller.peerAddress ?? '')) {
    return refused('only this machine is answered until accounts exist');
  }
  return { viewer: OPERATOR, refusal: null };
}

const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

function refused(refusal: string): Admission {
  return { viewer: null, refusal };
}

/** Whether a `Host` header names loopback or the host of `publicUrl`; the port does not matter. */
function isOwnHost(header: string, publicUrl: string | null): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(header);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return false;
  if (name === 'localhost' || isLoopbackAddress(name.replace(/^\[|\]$/g, ''))) return true;
  return publicUrl !== null && new URL(publicUrl).hostname === name;
}

/** 127.0.0.0/8, ::1, and the mapped form under which a dual-stack socket shows the former. */
export function isLoopbackAddress(address: string): boolean {
  return /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(address) || address === '::1';
}
