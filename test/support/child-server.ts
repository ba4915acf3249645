import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { executableOf } from './needs.ts';

export interface ChildServer {
  readonly pid: number;
  /** What the awaited line held. */
  readonly found: RegExpExecArray;
  /** Ends at once, without any chance to tidy up. */
  kill(): Promise<void>;
  /** Ends it; SIGKILL where it does not heed SIGTERM within 5 s. */
  stop(): Promise<void>;
}

export interface ChildServerOptions {
  readonly program: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The line, on standard output or error, from which on it can be used. */
  readonly ready: RegExp;
}

/** A private directory for a server's files. */
export function privateDirectory(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `yamabiko-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts a program and resolves when it says that it is ready; rejects with what it said instead. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const path = executableOf(options.program);
  if (path === null) throw new Error(`${options.program} is not installed`);
  const child = spawn(path, options.words, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const found = await lineOf(child, options);
  const ended = once(child, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    found,
    kill: () => end('SIGKILL'),
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await end('SIGTERM');
      clearTimeout(timer);
    },
  };
}

function lineOf(child: ChildProcess, options: ChildServerOptions): Promise<RegExpExecArray> {
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
  const said: string[] = [];
  let isReady = false;
  const read = (line: string) => {
    if (isReady) return;
    said.push(line);
    const found = options.ready.exec(line);
    if (found === null) return;
    isReady = true;
    resolve(found);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface(stream).on('line', read);
  }
  child.once('error', reject);
  child.once('exit', () => {
    reject(new Error(`${options.program} ended before it was ready:\n${said.join('\n')}`));
  });
  return promise;
}
