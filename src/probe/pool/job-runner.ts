import type { MessagePort } from 'node:worker_threads';
import { codeOf, messageOf } from '../../core/errors.ts';
import type { Probe } from '../../core/ports/prober.ts';
import { roundMs } from '../../core/time/phases.ts';
import type { MissedCause } from '../../core/words/outcome.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { seriesOf } from '../../core/words/sample.ts';
import { AddressLimiter } from './address-limiter.ts';
import { LoopDelayMeter } from './loop-delay-meter.ts';
import { doubtedFor } from './loop-doubt.ts';
import {
  type FromWorker,
  type JobEnd,
  type JobMessage,
  type Limits,
  toWorker,
} from './messages.ts';

/** A probe that outlives its time-out by this is given up, ms: its own deadline must have failed. */
const OVERDUE_MS = 5000;
const OVERDUE_CHECK_MS = 1000;
/** A job may come this long before its slot, ms; one that seems earlier met a clock that stepped. */
const MAX_AHEAD_MS = 1000;
const MAX_TIMER_EARLY_MS = 20;

export interface JobRunnerParts {
  readonly port: MessagePort;
  readonly probe: Probe;
  readonly limits: Limits;
  /** Ends of this long go in one message, ms. */
  readonly reportEveryMs: number;
}

interface Running {
  readonly message: JobMessage;
  readonly cancel: AbortController;
  /** Monotonic ms. */
  readonly begunMs: number;
  readonly queueMs: number;
}

/** Runs the jobs that come by the port until it is told to stop: all that a worker thread does. */
export function runJobs(parts: JobRunnerParts): void {
  const runner = new JobRunner(parts);
  parts.port.on('message', (message: unknown) => runner.receive(message));
  runner.say({ kind: 'ready' });
}

class JobRunner {
  readonly #port: MessagePort;
  readonly #probe: Probe;
  readonly #limiter: AddressLimiter;
  readonly #meter = new LoopDelayMeter();
  readonly #running = new Map<number, Running>();
  readonly #overdueCheck: NodeJS.Timeout;
  readonly #reportEveryMs: number;
  readonly #waiting = new Set<NodeJS.Timeout>();
  #ends: JobEnd[] = [];

  constructor({ port, probe, limits, reportEveryMs }: JobRunnerParts) {
    this.#port = port;
    this.#reportEveryMs = reportEveryMs;
    this.#probe = probe;
    this.#limiter = new AddressLimiter(limits);
    this.#overdueCheck = setInterval(() => this.#giveUpOverdue(), OVERDUE_CHECK_MS);
  }

  say(message: FromWorker): void {
    this.#port.postMessage(message);
  }

  receive(received: unknown): void {
    const message = toWorker(received);
    if (message.kind === 'ping') this.say({ kind: 'pong' });
    else if (message.kind === 'stop') this.#stop();
    else for (const job of message.jobs) this.#await(job, MAX_AHEAD_MS);
  }

  /** Until its slot's time, or `mostMs`. */
  #await(message: JobMessage, mostMs: number): void {
    const waitMs = Math.min(message.job.scheduledAt - Date.now(), mostMs);
    if (waitMs <= 0) {
      this.#accept(message);
      return;
    }
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      // Node counts from when the turn of the loop began, so a timer may come before its time.
      if (mostMs === MAX_AHEAD_MS) this.#await(message, MAX_TIMER_EARLY_MS);
      else this.#accept(message);
    }, waitMs);
    this.#waiting.add(timer);
  }

  #accept(message: JobMessage): void {
    const { id, family } = message.job.target;
    this.#limiter.enter(message.limitKey, {
      who: seriesOf({ target: id, family }),
      start: (waitedMs) => this.#start(message, waitedMs),
      refuse: () => this.#report({ id: message.id, cause: 'overloaded', detail: null }),
    });
  }

  #start(message: JobMessage, waitedMs: number): void {
    const cancel = new AbortController();
    const begunMs = this.#meter.begin();
    const running = { message, cancel, begunMs, queueMs: roundMs(waitedMs) };
    this.#running.set(message.id, running);
    this.#probe(message.job, cancel.signal).then(
      (record) => this.#end(running, (delayMs) => judged(running, record, delayMs)),
      (error: unknown) => {
        const detail = codeOf(error) === 'probe_failed' ? null : messageOf(error);
        this.#end(running, () => lost(running, detail));
      },
    );
  }

  #end(running: Running, endOf: (loopDelayMs: number) => JobEnd): void {
    if (!this.#running.delete(running.message.id)) return;
    const loopDelayMs = roundMs(this.#meter.end(running.begunMs));
    this.#report(endOf(loopDelayMs));
    this.#limiter.leave(running.message.limitKey);
  }

  #report(end: JobEnd): void {
    this.#ends.push(end);
    if (this.#ends.length > 1) return;
    const send = (): void => {
      this.say({ kind: 'ends', ends: this.#ends });
      this.#ends = [];
    };
    if (this.#reportEveryMs > 0) setTimeout(send, this.#reportEveryMs);
    else setImmediate(send);
  }

  #giveUpOverdue(): void {
    const nowMs = performance.now();
    for (const running of this.#running.values()) {
      const { timeoutMs } = running.message.job.target;
      if (nowMs - running.begunMs <= timeoutMs + OVERDUE_MS) continue;
      running.cancel.abort();
      this.#end(running, () => lost(running, 'the probe outlived its time-out'));
    }
  }

  #stop(): void {
    clearInterval(this.#overdueCheck);
    this.#limiter.clear();
    for (const timer of this.#waiting) clearTimeout(timer);
    for (const { cancel } of this.#running.values()) cancel.abort();
    this.#port.close();
  }
}

/** The record with what only the worker knows. */
function judged({ message, queueMs }: Running, record: ProbeRecord, loopDelayMs: number): JobEnd {
  const { sample } = record;
  const doubt = doubtedFor(loopDelayMs, sample);
  return {
    id: message.id,
    record: { ...record, sample: { ...sample, queueMs, loopDelayMs, ...doubt } },
  };
}

function lost({ message }: Running, detail: string | null): JobEnd {
  const cause: MissedCause = 'prober_down';
  return { id: message.id, cause, detail };
}
