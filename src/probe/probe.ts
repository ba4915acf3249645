import { AppError } from '../core/errors.ts';
import type { Probe, ProbeJob } from '../core/ports/prober.ts';
import type { ProbeRecord } from '../core/words/probe-record.ts';
import { Connector } from './connector.ts';
import { CANCELLED, Deadline } from './deadline.ts';
import type { Failure } from './failure.ts';
import { type HopEnd, type HopTools, runHop } from './hop.ts';
import { monotonicMs } from './instants.ts';
import { recordOf } from './record.ts';
import { nextHop, redirectOf, withoutExtras } from './redirect.ts';
import { NameResolver } from './resolver.ts';
import { judgeAnswer, type Verdict } from './verdict.ts';

export interface ProbeSettings {
  readonly vantage: string;
  /** The whole header value. */
  readonly userAgent: string;
  /** `address` or `address:port`; empty = the system's. */
  readonly resolverServers: readonly string[];
  /** PEM certificates trusted beside the bundled and the system's roots. */
  readonly extraCa: readonly string[];
}

export interface ProbeEngine {
  /**
   * Measures a target once. The record's sample has `queueMs` and `loopDelayMs` 0 and is `valid`:
   * who runs the probe knows better. Rejects with `probe_failed` only when the signal cancels it.
   */
  readonly probe: Probe;
}

/** How a probe went: its hops, and the failure that ended them. */
interface Course {
  readonly hops: readonly HopEnd[];
  readonly failure: Failure | null;
}

export function createProbe(settings: ProbeSettings): ProbeEngine {
  const tools: HopTools = {
    resolver: new NameResolver(settings.resolverServers),
    connector: new Connector(settings.extraCa),
    userAgent: settings.userAgent,
  };
  return { probe: (job, signal) => runProbe(job, signal, { ...tools, vantage: settings.vantage }) };
}

interface ProbeTools extends HopTools {
  readonly vantage: string;
}

async function runProbe(
  job: ProbeJob,
  signal: AbortSignal,
  tools: ProbeTools,
): Promise<ProbeRecord> {
  const { target } = job;
  const startedAt = Date.now();
  const start = monotonicMs();
  const deadline = new Deadline(target.timeoutMs, signal);
  const course = await followHops(job, deadline, tools).finally(() => deadline.close());
  if (course.failure?.detail === CANCELLED) {
    throw new AppError('probe_failed', `probe of ${target.id} was cancelled`);
  }
  const verdict = await verdictOf(course, job);
  return recordOf({ job, startedAt, start, hops: course.hops, verdict, vantage: tools.vantage });
}

async function followHops(job: ProbeJob, deadline: Deadline, tools: HopTools): Promise<Course> {
  const { target } = job;
  const hops: HopEnd[] = [];
  const visited: string[] = [];
  let url = withoutExtras(new URL(target.url));
  for (;;) {
    visited.push(url.href);
    const end = await runHop({ url, target, deadline }, tools);
    hops.push(end);
    if (end.failure !== null) return { hops, failure: end.failure };
    const { statusCode, headers } = end.answer;
    const location = statusCode === null ? null : redirectOf(statusCode, headers, target.expect);
    if (location === null) return { hops, failure: null };
    const next = nextHop(location, visited, url);
    if (next.failure !== null) return { hops, failure: next.failure };
    url = next.value;
  }
}

/** Decoding happens after the last byte was read and is no part of the times. */
async function verdictOf(course: Course, job: ProbeJob): Promise<Verdict> {
  const last = course.hops.at(-1);
  if (course.failure !== null || last === undefined) {
    return { failure: course.failure, decodedBodyBytes: null };
  }
  return judgeAnswer(last.answer, job.target);
}
