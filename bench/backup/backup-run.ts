import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import { percentile } from '../report/percentile.ts';

const LAUNCHER = new URL('../../src/launch.mjs', import.meta.url).pathname;

/** A command of the program as a user starts it. */
export interface CommandRun {
  readonly fromAt: number;
  readonly toAt: number;
  readonly seconds: number;
  readonly output: string;
}

/** Runs a command to its end; throws with its output where it does not end well. */
export async function runCommand(words: readonly string[]): Promise<CommandRun> {
  const fromAt = Date.now();
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  const toAt = Date.now();
  if (code !== 0) throw new Error(`yamabiko ${words.join(' ')}: ${output}`);
  return { fromAt, toAt, seconds: (toAt - fromAt) / 1000, output };
}

/** What the samples of a stretch say of the probing. */
export interface Stretch {
  readonly samples: number;
  readonly missed: number;
  readonly suspects: number;
  readonly lateP50Ms: number | null;
  readonly lateP99Ms: number | null;
  readonly lateMaxMs: number | null;
}

/** First attempts with their slot in [from, to), epoch ms. */
export async function stretchOf(dir: string, from: number, to: number): Promise<Stretch> {
  const reader = openEmbeddedReader(dir);
  const lateness: number[] = [];
  let samples = 0;
  let missed = 0;
  let suspects = 0;
  for await (const block of reader.scan({ from, to })) {
    for (const sample of block) {
      samples += 1;
      if (sample.outcome === 'missed') missed += 1;
      if (sample.validity === 'suspect') suspects += 1;
      if (sample.startedAt !== null) lateness.push(sample.startedAt - sample.scheduledAt);
    }
  }
  await reader.close();
  return {
    samples,
    missed,
    suspects,
    lateP50Ms: percentile(lateness, 0.5),
    lateP99Ms: percentile(lateness, 0.99),
    lateMaxMs: percentile(lateness, 1),
  };
}

/** Slots that gaps count as not used, since `from`. */
export async function slotsInGaps(dir: string, from: number): Promise<number> {
  const reader = openEmbeddedReader(dir);
  const gaps = await reader.gaps({ from, to: Number.MAX_SAFE_INTEGER });
  await reader.close();
  return gaps.filter((gap) => gap.from >= from).reduce((sum, { slots }) => sum + slots, 0);
}

/** Whether two data directories export the same samples for [0, to). */
export async function sameSamples(a: string, b: string, to: number): Promise<boolean> {
  const query = { from: 0, to, attempts: 'all' } as const;
  const others = openEmbeddedReader(join(b)).scan(query)[Symbol.asyncIterator]();
  for await (const block of openEmbeddedReader(a).scan(query)) {
    const other = await others.next();
    if (other.done === true || JSON.stringify(other.value) !== JSON.stringify(block)) return false;
  }
  return (await others.next()).done === true;
}
