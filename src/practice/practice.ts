import { type ChildProcess, fork } from 'node:child_process';
import { background } from '../core/background.ts';
import { AppError, messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import type { Text } from '../core/words/language.ts';
import { PRACTICE_PROFILES, type PracticeProfile } from '../core/words/practice-profile.ts';
import type { PracticeCertificates } from './practice-certificates.ts';
import { BEHAVIOURS } from './site-behaviour.ts';
import { asOpenedMessage, type OpenMessage, type OpenSites } from './site-messages.ts';

export interface PracticeSite {
  readonly id: string;
  /** One of `PRACTICE_PROFILES`. */
  readonly profile: string;
  /** Shown on the page; default 架空の組織 with the id. */
  readonly name?: Text;
}

export interface PracticeOptions {
  readonly sites: readonly PracticeSite[];
  readonly log: Log;
  /** Told with `practice_unavailable` each time the sites' process dies; it is started again. */
  readonly onDown?: (error: AppError) => void;
}

/** Simulated member sites on loopback, in a process of their own. */
export interface Practice {
  /**
   * Address of a site; stays the same while the process of the sites is replaced, unless another
   * program took the port. Throws `not_found` for an unknown id.
   */
  urlOf(id: string): string;
  /** PEM to trust: the root of the sites' issuers. */
  readonly ca: string;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

/** Rejects with `practice_unavailable` when the sites do not open within 10 s. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const practice = new PracticeProcess(options);
  await practice.start();
  return practice;
}

interface Served {
  readonly id: string;
  readonly profile: PracticeProfile;
  readonly name: Text;
}

const START_LIMIT_MS = 10_000;
const END_LIMIT_MS = 2_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A process that lived this long died of something new: the next pause is the first again. */
const SETTLED_MS = 60_000;

class PracticeProcess implements Practice {
  readonly #sites: readonly Served[];
  readonly #options: PracticeOptions;
  /** Made by the first process of the sites, handed to those that replace it; null before. */
  #certificates: PracticeCertificates | null = null;
  #ports: ReadonlyMap<string, number> = new Map();
  #child: ChildProcess | null = null;
  #pauseMs = FIRST_PAUSE_MS;
  #restart: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: PracticeOptions) {
    this.#sites = options.sites.map(served);
    this.#options = options;
  }

  get ca(): string {
    if (this.#certificates === null) {
      throw new AppError('practice_unavailable', 'the practice sites have not been opened');
    }
    return this.#certificates.ca;
  }

  urlOf(id: string): string {
    const site = this.#sites.find((candidate) => candidate.id === id);
    const port = this.#ports.get(id);
    if (site === undefined || port === undefined) {
      throw new AppError('not_found', `there is no practice site ${id}`);
    }
    const scheme = BEHAVIOURS[site.profile].reach === 'http' ? 'http' : 'https';
    return `${scheme}://127.0.0.1:${port}/`;
  }

  async start(): Promise<void> {
    const startedAt = performance.now();
    const child = forkSites();
    this.#child = child;
    child.on('error', (error) => {
      this.#options.log.error('practice.process_error', { error: messageOf(error) });
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#options.log.warn('practice.stderr', { text });
    });
    try {
      const opened = await open(child, {
        sites: this.#sites.map((site) => ({ ...site, port: this.#ports.get(site.id) ?? null })),
        certificates: this.#certificates,
      });
      this.#ports = new Map(opened.ports);
      this.#certificates = opened.certificates;
    } catch (error) {
      await end(child);
      throw error;
    }
    const readyAt = performance.now();
    this.#options.log.info('practice.started', {
      pid: child.pid,
      sites: this.#sites.length,
      tookMs: Math.round(readyAt - startedAt),
    });
    child.once('exit', (code, signal) => {
      if (performance.now() - readyAt > SETTLED_MS) this.#pauseMs = FIRST_PAUSE_MS;
      this.#died(signal ?? `exit ${code}`);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    if (this.#child !== null) await end(this.#child);
    this.#options.log.info('practice.stopped');
  }

  #died(how: string): void {
    if (this.#isClosed) return;
    const error = new AppError('practice_unavailable', {
      ja: `模擬サイトのプロセスが終了しました: ${how}`,
      en: `the practice sites' process ended: ${how}`,
    });
    this.#options.log.error('practice.died', { how, restartInMs: this.#pauseMs });
    this.#options.onDown?.(error);
    this.#startAgain();
  }

  #startAgain(): void {
    if (this.#isClosed) return;
    this.#restart = setTimeout(() => {
      const start = this.start().catch((error: unknown) => {
        this.#options.log.error('practice.restart_failed', { error: messageOf(error) });
        this.#startAgain();
      });
      background(start, 'restart of the practice sites', this.#options.log);
    }, this.#pauseMs);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }
}

function served({ id, profile, name }: PracticeSite): Served {
  const known = PRACTICE_PROFILES.find((candidate) => candidate === profile);
  if (known === undefined) {
    throw new AppError(
      'practice_unavailable',
      `practice site ${id} has no known profile: ${profile}`,
    );
  }
  return { id, profile: known, name: name ?? { ja: `架空の組織 ${id}`, en: `Fictional ${id}` } };
}

/** The entry stands beside this file, as TypeScript or, in a package, as JavaScript. */
function forkSites(): ChildProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fork(new URL(`./site-process.${extension}`, import.meta.url), {
    // A small heap and no threads for it: the sites share the machine with what measures them.
    execArgv: ['--max-old-space-size=64', '--max-semi-space-size=1', '--v8-pool-size=0'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

async function open(child: ChildProcess, message: OpenMessage): Promise<OpenSites> {
  const { promise, resolve, reject } = Promise.withResolvers<OpenSites>();
  const fail = (why: string) =>
    reject(
      new AppError('practice_unavailable', {
        ja: `模擬サイトを開けませんでした: ${why}`,
        en: `the practice sites did not open: ${why}`,
      }),
    );
  const limit = setTimeout(() => fail(`no answer in ${START_LIMIT_MS} ms`), START_LIMIT_MS);
  const onExit = (code: number | null, signal: string | null) => fail(signal ?? `exit ${code}`);
  child.once('error', (error) => fail(messageOf(error)));
  child.once('exit', onExit);
  child.once('message', (answer) => {
    const opened = asOpenedMessage(answer);
    if (opened.kind === 'open') resolve(opened);
    else fail(opened.message);
  });
  child.send(message, (error) => {
    if (error !== null) fail(messageOf(error));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
    child.off('exit', onExit);
  }
}

/** The channel's end tells the process to go; one that stays is killed. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
  if (child.connected) child.disconnect();
  await promise;
  clearTimeout(limit);
}
