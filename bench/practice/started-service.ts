import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { LogReader } from './log-reader.ts';

export interface ServiceCommand {
  readonly file: string;
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A service as a user starts it, in a group of its own that is stopped as a whole. */
export class StartedService {
  readonly startedMs = performance.now();
  readonly log = new LogReader();
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #closed: Promise<unknown>;
  #output = '';
  #errors = '';

  constructor({ file, words, cwd, env }: ServiceCommand) {
    this.#child = spawn(file, words, {
      cwd,
      env: { ...env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
      this.log.add(text);
    });
    this.#closed = once(this.#child, 'close');
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** ms since the command was given. */
  elapsedMs(): number {
    return performance.now() - this.startedMs;
  }

  /** The board's address, as it is printed; throws with all output when the service ends first. */
  async board(): Promise<string> {
    for (;;) {
      const [, url] = /Board: (http:\S+)/.exec(this.#output) ?? [];
      if (url !== undefined) return url;
      if (this.#child.exitCode !== null) throw new Error(`${this.#output}\n${this.#errors}`);
      await Promise.race([once(this.#child.stdout, 'data'), this.#closed]);
    }
  }

  /** A number of an event that was logged before now; throws where there is none. */
  logged(event: string, field: string): number {
    const value = this.log.find(event)?.fields[field];
    if (typeof value === 'number') return value;
    throw new Error(`the log has no ${field} of ${event}: ${this.#errors}`);
  }

  /** Ends every process of the group that is ours. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      process.kill(-this.pid, 'SIGTERM');
    }
    await this.#closed;
  }
}
