import { type HopTiming, timingOfHop } from '../core/time/phases.ts';
import type { Family, Phase, Protocol } from '../core/words/outcome.ts';
import type { Hop, ProbeTarget } from '../core/words/probe-record.ts';
import { isGloballyReachable } from './address-guard.ts';
import { MARK_BYTES, WALL_STATUSES } from './blocked-marks.ts';
import { BodyReading } from './body-reading.ts';
import type { Connection, Connector, TlsFacts } from './connector.ts';
import type { Deadline } from './deadline.ts';
import { type Answer, type AnswerHeaders, type ExchangeEnd, emptyAnswer } from './exchange.ts';
import type { Failure } from './failure.ts';
import { exchangeHttp1 } from './http1-exchange.ts';
import { exchangeHttp2 } from './http2-exchange.ts';
import { monotonicMs, type OpenInstants, openInstants } from './instants.ts';
import { redirectOf } from './redirect.ts';
import type { NameResolver } from './resolver.ts';
import { needsDecoded } from './unmet.ts';

/** What all hops of all probes share. */
export interface HopTools {
  readonly resolver: NameResolver;
  readonly connector: Connector;
  readonly userAgent: string;
}

export interface HopOrder {
  readonly url: URL;
  readonly target: ProbeTarget;
  readonly deadline: Deadline;
}

/** A hop that ended, and how. */
export interface HopEnd {
  readonly hop: Hop;
  readonly failure: Failure | null;
  readonly failedPhase: Phase | null;
  readonly answer: Answer;
  readonly tls: TlsFacts;
  /** Asked for; an IP literal decides its own. */
  readonly family: Family;
  /** Monotonic ms of the last byte read, or of the failure. */
  readonly endAt: number;
}

/** A hop in progress: what each step adds, so that a failure keeps the steps before it. */
interface OpenHop extends HopOrder {
  readonly instants: OpenInstants;
  readonly tls: TlsFacts;
  family: Family;
  peerAddress: string | null;
  protocol: Protocol | null;
}

/** One request and answer over a fresh connection, closed at the end. Never rejects. */
export async function runHop(order: HopOrder, tools: HopTools): Promise<HopEnd> {
  const open: OpenHop = {
    ...order,
    instants: openInstants(monotonicMs()),
    tls: { tlsVersion: null, certificate: null },
    family: order.target.family,
    peerAddress: null,
    protocol: null,
  };
  const { answer, failure } = await reach(open, tools);
  open.instants.end = open.instants.responseEnd ?? monotonicMs();
  const timing = timingOfHop(open.instants);
  return {
    hop: hopOf(open, answer, timing),
    failure,
    failedPhase: failure === null ? null : timing.openPhase,
    answer,
    tls: open.tls,
    family: open.family,
    endAt: open.instants.end,
  };
}

async function reach(open: OpenHop, tools: HopTools): Promise<ExchangeEnd> {
  const { url, target, deadline, instants } = open;
  const resolved = await tools.resolver.lookup(url.hostname, target.family, open);
  if (resolved.failure !== null) return { answer: emptyAnswer(), failure: resolved.failure };
  const peer = resolved.value;
  open.peerAddress = peer.address;
  open.family = peer.family;
  if (!target.allowPrivate && !isGloballyReachable(peer)) {
    return { answer: emptyAnswer(), failure: { reason: 'refused', detail: peer.address } };
  }
  const route = { url, peer, offer: target.http, instants, deadline };
  const connected = await tools.connector.open(route, open.tls);
  if (connected.failure !== null) return { answer: emptyAnswer(), failure: connected.failure };
  return exchange(open, connected.value, tools.userAgent);
}

async function exchange(
  open: OpenHop,
  connection: Connection,
  userAgent: string,
): Promise<ExchangeEnd> {
  const { url, instants, deadline } = open;
  const { socket, protocol } = connection;
  open.protocol = protocol;
  const send = protocol === 'h2' ? exchangeHttp2 : exchangeHttp1;
  const end = await send({
    socket,
    url,
    userAgent,
    instants,
    deadline,
    planBody: (statusCode, headers) => planBody(open.target, statusCode, headers),
  });
  socket.destroy();
  return end;
}

/** A redirect's body is not read; others are counted, and kept where somebody will look at them. */
function planBody(
  target: ProbeTarget,
  statusCode: number,
  headers: AnswerHeaders,
): BodyReading | null {
  if (redirectOf(statusCode, headers, target.expect) !== null) return null;
  const limitBytes = target.bodyLimitBytes;
  if (target.signs === true || needsDecoded(target.expect)) {
    return new BodyReading({ limitBytes, keepBytes: limitBytes });
  }
  const keepBytes = WALL_STATUSES.has(statusCode) ? MARK_BYTES : 0;
  return new BodyReading({ limitBytes, keepBytes });
}

function hopOf(open: OpenHop, answer: Answer, timing: HopTiming): Hop {
  return {
    url: open.url.href,
    statusCode: answer.statusCode,
    protocol: open.protocol,
    tlsVersion: open.tls.tlsVersion,
    peerAddress: open.peerAddress,
    phases: timing.phases,
    totalMs: timing.totalMs,
    interim: answer.interim,
  };
}
