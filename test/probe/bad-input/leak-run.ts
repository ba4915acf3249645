import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { ProbeTarget } from '../../../src/core/words/probe-record.ts';
import { createProbe } from '../../../src/probe/probe.ts';
import { probeJob } from '../../support/probe-job.ts';

/** What the run is told on standard input, as JSON. */
export interface LeakOrder {
  readonly resolver: string;
  /** Trusted beside the roots; absent = nothing is. */
  readonly ca?: string;
  /** Each is probed as often as it stands here. */
  readonly targets: readonly (Partial<ProbeTarget> & { readonly url: string })[];
  /** Probes before the first reading. */
  readonly warmUps: number;
  readonly concurrency: number;
  /** Collects garbage again and again, while nothing but sockets and files have their turn. */
  readonly collecting?: true;
}

/** What it says on standard output, as JSON. */
export interface LeakReport {
  /** Probes between the two readings. */
  readonly probes: number;
  readonly before: Reading;
  readonly after: Reading;
  /** How many bytes each of the {@link PARTS} of the probes left, all of the same number but the last. */
  readonly grownBytes: readonly number[];
  /** Reasons met, with their numbers; `success` too. */
  readonly reasons: Readonly<Record<string, number>>;
}

/**
 * An odd number: what Node compiles, caches or gives back once (5 MB at a time) is in one of them, a
 * buffer of 64 KiB that it takes and gives back in fewer than half, a leak in all.
 */
export const PARTS = 9;

/** After a garbage collection, with no probe in flight. */
export interface Reading {
  /** Heap, and what lives outside of it for objects of the heap. */
  readonly memoryBytes: number;
  readonly residentBytes: number;
  /** Sockets, lookups and the like that the event loop knows, timers aside. */
  readonly resources: readonly string[];
}

/** Runs the probes in a process of their own, so that what is read there is theirs alone. */
export async function runApart(order: LeakOrder): Promise<LeakReport> {
  const child = spawn(process.execPath, ['--expose-gc', import.meta.filename]);
  child.stdin.end(JSON.stringify(order));
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (child.signalCode !== null || child.exitCode !== 0) throw new Error(errors);
  return JSON.parse(output);
}

async function main(): Promise<void> {
  const order: LeakOrder = JSON.parse(await text(process.stdin));
  const { probe } = createProbe({
    vantage: 'test',
    userAgent: 'Yamabiko-test',
    resolverServers: [order.resolver],
    extraCa: order.ca === undefined ? [] : [order.ca],
  });
  const reasons: Record<string, number> = {};
  if (order.collecting) collectInPolls();

  async function probeAll(targets: LeakOrder['targets']): Promise<void> {
    const queue = targets.values();
    const work = async () => {
      for (const { url, ...target } of queue) {
        const { sample } = await probe(probeJob(url, target), new AbortController().signal);
        const reason = sample.reason ?? 'success';
        reasons[reason] = (reasons[reason] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: order.concurrency }, work));
  }

  await probeAll(order.targets.slice(0, order.warmUps));
  const before = await read();
  const rest = order.targets.slice(order.warmUps);
  const ofPart = Math.ceil(rest.length / PARTS);
  const grownBytes: number[] = [];
  let after = before;
  for (let part = 0; part < rest.length; part += ofPart) {
    await probeAll(rest.slice(part, part + ofPart));
    const reading = await read();
    grownBytes.push(reading.memoryBytes - after.memoryBytes);
    after = reading;
  }
  const report: LeakReport = { probes: rest.length, before, after, grownBytes, reasons };
  // What is still open must be reported, and not keep the process.
  process.stdout.write(JSON.stringify(report), () => process.exit());
}

/** Collects in the poll phase, where answers arrive, and never in the check phase that follows it. */
function collectInPolls(): void {
  stat(import.meta.filename, () => {
    globalThis.gc?.();
    collectInPolls();
  });
}

/** Turns of the loop without a lower reading after which closing and finalizing is over. */
const QUIET_TURNS = 10;

/** The lowest reading, some turns after which nothing more was given back. */
async function read(): Promise<Reading> {
  let memoryBytes = Number.POSITIVE_INFINITY;
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    if (heapUsed + external < memoryBytes - 10_000) quiet = 0;
    memoryBytes = Math.min(memoryBytes, heapUsed + external);
  }
  return {
    memoryBytes,
    residentBytes: process.memoryUsage.rss(),
    resources: process.getActiveResourcesInfo().filter((name) => name !== 'Timeout'),
  };
}

if (import.meta.main) await main();
