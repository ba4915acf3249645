import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export const ROOT = join(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where the program lies that is started, and where its user is. */
export interface Installation {
  readonly launcher: string;
  readonly cwd: string;
  /** Absent = whoever runs the tests. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Leads a process group, as what is started from a terminal does. */
  readonly ownGroup?: boolean;
}

export const CHECKOUT: Installation = { launcher: join(ROOT, 'src/launch.mjs'), cwd: ROOT };

/** A command in a process of its own, as a user starts it. */
export class Yamabiko {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  #stdout = '';
  #stderr = '';
  readonly #ended: Promise<Ended>;

  constructor(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    { launcher, cwd, user, ownGroup = false }: Installation = CHECKOUT,
  ) {
    this.child = spawn(process.execPath, [launcher, ...words], {
      cwd,
      ...user,
      detached: ownGroup,
      env: { ...process.env, LC_ALL: 'C', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.#ended = once(this.child, 'close').then(([code]) => ({
      code: typeof code === 'number' ? code : null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** Resolves when standard output matches; rejects with all output when the process ends first. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout);
      if (match !== null) return match;
      await Promise.race([once(this.child.stdout, 'data'), this.#ended]);
      if (this.child.exitCode !== null && pattern.exec(this.#stdout) === null) {
        throw new Error(`ended before ${pattern}: ${this.#stdout}\n${this.#stderr}`);
      }
    }
  }

  /** The same of standard error, where the log goes. */
  async logged(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#stderr)) {
      await Promise.race([once(this.child.stderr, 'data'), this.#ended]);
      if (this.child.exitCode !== null && !pattern.test(this.#stderr)) {
        throw new Error(`ended before ${pattern}: ${this.#stdout}\n${this.#stderr}`);
      }
    }
  }

  get ended(): Promise<Ended> {
    return this.#ended;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return await this.#ended;
  }
}

/** Runs a command to its end. */
export function yamabiko(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  installation: Installation = CHECKOUT,
): Promise<Ended> {
  return new Yamabiko(words, environment, installation).ended;
}
