import { roundMs, toUs } from '../core/time/phases.ts';
import type { Blame, Phase, Reason } from '../core/words/outcome.ts';
import { NO_PHASES, type Sample, type SampleKey } from '../core/words/sample.ts';
import type { PastEnd, PastProbe, PastSite } from './past-probe.ts';
import { BEHAVIOURS } from './site-behaviour.ts';

/** What the samples of a past site have in common. */
export interface PastSeries extends Pick<SampleKey, 'target' | 'vantage' | 'family'> {
  readonly member: string;
  readonly sector: string;
  readonly url: string;
  readonly timeoutMs: number;
}

interface Ending {
  readonly reason: Reason;
  readonly blame: Blame;
  /** The phase in progress at the failure. */
  readonly failedPhase: Phase | null;
}

/** As the probe itself records these failures. */
const ENDINGS: Readonly<Record<Exclude<PastEnd, 'success'>, Ending>> = {
  nxdomain: { reason: 'dns', blame: 'target', failedPhase: 'dns' },
  servfail: { reason: 'dns', blame: 'resolver', failedPhase: 'dns' },
  'lookup-timeout': { reason: 'timeout', blame: 'resolver', failedPhase: 'dns' },
  connect: { reason: 'connect', blame: 'target', failedPhase: 'connect' },
  tls: { reason: 'tls', blame: 'target', failedPhase: 'tls' },
  certificate: { reason: 'certificate', blame: 'target', failedPhase: null },
  timeout: { reason: 'timeout', blame: 'target', failedPhase: 'wait' },
  reset: { reason: 'reset', blame: 'target', failedPhase: 'wait' },
  'cut-off': { reason: 'protocol', blame: 'target', failedPhase: 'transfer' },
  dripping: { reason: 'timeout', blame: 'target', failedPhase: 'transfer' },
  garbled: { reason: 'protocol', blame: 'target', failedPhase: 'transfer' },
  'huge-headers': { reason: 'too_large', blame: 'target', failedPhase: 'transfer' },
  status: { reason: 'status', blame: 'target', failedPhase: null },
  blocked: { reason: 'blocked', blame: 'target', failedPhase: null },
  body: { reason: 'body', blame: 'target', failedPhase: null },
};

/** Phases in the order in which a probe goes through them; `other` lies between. */
const ORDER = ['dns', 'connect', 'tls', 'send', 'wait', 'transfer'] as const;
const SEND_MS = 0.05;
/** Ends of which no status is known, although bytes arrived. */
const HEADLESS: ReadonlySet<PastEnd> = new Set(['garbled', 'huge-headers']);
/** Of the pages that say that something is wrong. */
const NOTICE_BYTES = 700;

/** The sample of the slot `at`, epoch ms, as if it had been measured then. */
export function pastSample(series: PastSeries, site: PastSite, at: number): Sample {
  const probe = site.probe(at);
  const { facts } = site;
  const behaviour = BEHAVIOURS[facts.profile];
  const isTls = behaviour.reach === 'tls';
  const ending = probe.end === 'success' ? null : ENDINGS[probe.end];
  const { phases, totalMs } = timesOf(probe, { ending, isTls, timeoutMs: series.timeoutMs });
  const isAnswered = phases.wait !== null && !HEADLESS.has(probe.end);
  const isHandshaken = phases.tls !== null;
  const redirects = behaviour.answer === 'redirect' && isAnswered;
  return {
    target: series.target,
    vantage: series.vantage,
    family: series.family,
    scheduledAt: at,
    attempt: 1,
    member: series.member,
    sector: series.sector,
    startedAt: at,
    outcome: ending === null ? 'success' : 'failure',
    reason: ending?.reason ?? null,
    blame: ending?.blame ?? null,
    failedPhase: ending?.failedPhase ?? null,
    statusCode: isAnswered ? statusOf(probe) : null,
    protocol: protocolOf(probe, behaviour.tls === 'h2' && isTls, phases.connect !== null),
    tlsVersion: isHandshaken ? 'TLSv1.3' : null,
    peerAddress: phases.dns === null ? null : addressOf(series, site),
    phases,
    totalMs,
    ttfbMs: isAnswered ? headersMs(phases, probe) : null,
    hops: redirects ? 2 : 1,
    redirectedTo: redirects ? `${series.url}ja/` : null,
    encodedBodyBytes: isAnswered ? bytesOf(probe, site, series) : null,
    decodedBodyBytes: probe.end === 'body' ? NOTICE_BYTES : null,
    bodyTruncated: false,
    certificateNotAfter: isHandshaken ? (facts.certificate?.notAfter ?? null) : null,
    certificateFingerprint: isHandshaken ? (facts.certificate?.fingerprint ?? null) : null,
    certificateError: certificateErrorOf(probe, behaviour.certificate),
    queueMs: 0,
    loopDelayMs: 0,
    validity: 'valid',
    suspectCause: null,
  };
}

function addressOf({ family }: PastSeries, { facts }: PastSite): string | null {
  return family === 4 ? facts.address : facts.address6;
}

/** All but the transfer; our own work lies before it. */
function headersMs(phases: Sample['phases'], { otherMs }: PastProbe): number {
  const { dns, connect, tls, send, wait } = phases;
  const owned = [dns, connect, tls, send, wait].reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  return roundMs(owned + roundMs(otherMs));
}

/** Phases up to the failure; the time of the phase in progress is in `other`, as in every sample. */
function timesOf(
  probe: PastProbe,
  by: { readonly ending: Ending | null; readonly isTls: boolean; readonly timeoutMs: number },
): Pick<Sample, 'phases'> & { readonly totalMs: number } {
  const durations = {
    dns: probe.dnsMs,
    connect: probe.connectMs,
    tls: by.isTls ? probe.tlsMs : null,
    send: SEND_MS,
    wait: probe.answer.waitMs,
    transfer: probe.answer.transferMs,
  };
  const phases: Record<Phase, number | null> = { ...NO_PHASES };
  const last = probe.end === 'certificate' ? 'tls' : null;
  let ownedUs = 0;
  let openMs = 0;
  for (const phase of ORDER) {
    const duration = durations[phase];
    if (by.ending?.failedPhase === phase) {
      openMs = duration ?? 0;
      break;
    }
    if (duration !== null) {
      phases[phase] = roundMs(duration);
      ownedUs += toUs(duration);
    }
    if (last === phase) break;
  }
  const otherUs =
    by.ending?.reason === 'timeout'
      ? Math.max(0, toUs(by.timeoutMs + probe.otherMs) - ownedUs)
      : toUs(probe.otherMs + openMs);
  phases.other = otherUs / 1000;
  return { phases, totalMs: (ownedUs + otherUs) / 1000 };
}

function statusOf({ end, answer }: PastProbe): number {
  if (end === 'blocked') return 403;
  if (end !== 'status') return 200;
  return answer.kind === 'error' ? 500 : 503;
}

function bytesOf(
  { end, answer }: PastProbe,
  { pageBytes }: PastSite,
  { timeoutMs }: PastSeries,
): number {
  if (end === 'cut-off') return pageBytes >> 1;
  // One at once and one a second until the deadline.
  if (end === 'dripping') return 1 + Math.floor(Math.max(0, timeoutMs - answer.waitMs) / 1000);
  return end === 'success' ? pageBytes : NOTICE_BYTES;
}

/** Known once connected, or once the handshake has agreed on it. */
function protocolOf(
  { end }: PastProbe,
  isHttp2: boolean,
  isConnected: boolean,
): Sample['protocol'] {
  if (!isConnected || end === 'tls' || end === 'certificate') return null;
  return isHttp2 ? 'h2' : 'http/1.1';
}

function certificateErrorOf(
  { end }: PastProbe,
  certificate: (typeof BEHAVIOURS)['steady']['certificate'],
): string | null {
  if (end !== 'certificate') return null;
  return certificate === 'expired' ? 'CERT_HAS_EXPIRED' : 'SELF_SIGNED_CERT_IN_CHAIN';
}
