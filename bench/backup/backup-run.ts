import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';

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
