import { AppError } from '../core/errors.ts';
import type { ProbeJob } from '../core/ports/prober.ts';
import { phasesOfProbe, toUs } from '../core/time/phases.ts';
import type { Blame, Phase, Reason } from '../core/words/outcome.ts';
import type { Certificate, ProbeRecord } from '../core/words/probe-record.ts';
import type { Sample } from '../core/words/sample.ts';
import type { HopEnd } from './hop.ts';
import { blameOf } from './reasons.ts';
import { sharedFactsOf } from './shared-facts.ts';
import type { Verdict } from './verdict.ts';

/** A probe that has ended. */
export interface EndedProbe {
  readonly job: ProbeJob;
  readonly vantage: string;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Monotonic ms. */
  readonly start: number;
  /** At least one. */
  readonly hops: readonly HopEnd[];
  readonly verdict: Verdict;
}

export function recordOf(ended: EndedProbe): ProbeRecord {
  const { hops, verdict } = ended;
  const last = hops.at(-1);
  if (last === undefined) throw new AppError('internal', 'a probe has at least one hop');
  const certificate = hops.findLast((end) => end.tls.certificate !== null)?.tls.certificate ?? null;
  return {
    sample: sampleOf(ended, last, certificate),
    hops: hops.map((end) => end.hop),
    certificate,
    facts: sharedFactsOf({
      peerAddress: last.hop.peerAddress,
      certificate,
      headers: last.answer.headers,
    }),
    detail: verdict.failure?.detail ?? null,
    ...(verdict.unmet === undefined ? {} : { unmet: verdict.unmet }),
    ...(verdict.page === undefined ? {} : { page: verdict.page }),
  };
}

function sampleOf(ended: EndedProbe, last: HopEnd, certificate: Certificate | null): Sample {
  const { job, hops, start } = ended;
  const { target } = job;
  const { answer, hop } = last;
  const totalMs = durationMs(start, last.endAt);
  return {
    target: target.id,
    member: target.member,
    sector: target.sector,
    vantage: ended.vantage,
    family: hops[0]?.family ?? target.family,
    scheduledAt: job.scheduledAt,
    attempt: job.attempt,
    startedAt: ended.startedAt,
    ...endingOf(ended.verdict, last),
    statusCode: hop.statusCode,
    protocol: hop.protocol,
    tlsVersion: hop.tlsVersion,
    peerAddress: hop.peerAddress,
    phases: phasesOfProbe(
      hops.map((end) => end.hop.phases),
      totalMs,
    ),
    totalMs,
    ttfbMs: answer.headersAt === null ? null : durationMs(start, answer.headersAt),
    hops: hops.length,
    redirectedTo: hops.length > 1 ? hop.url : null,
    encodedBodyBytes: answer.body?.encodedBytes ?? null,
    decodedBodyBytes: ended.verdict.decodedBodyBytes,
    bodyTruncated: answer.body?.truncated ?? false,
    certificateNotAfter: certificate?.notAfter ?? null,
    certificateFingerprint: certificate?.fingerprint ?? null,
    certificateError: certificate?.error ?? null,
    queueMs: 0,
    loopDelayMs: 0,
    validity: 'valid',
    suspectCause: null,
  };
}

interface Ending {
  readonly outcome: 'success' | 'failure';
  readonly reason: Reason | null;
  readonly blame: Blame | null;
  readonly failedPhase: Phase | null;
}

function endingOf({ failure }: Verdict, { failedPhase }: HopEnd): Ending {
  if (failure === null) return { outcome: 'success', reason: null, blame: null, failedPhase: null };
  const blame = blameOf(failure, failedPhase);
  return { outcome: 'failure', reason: failure.reason, blame, failedPhase };
}

/** Between two monotonic instants, each rounded to whole µs. */
function durationMs(from: number, to: number): number {
  return (toUs(to) - toUs(from)) / 1000;
}
