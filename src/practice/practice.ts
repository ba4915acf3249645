import { type ChildProcess, fork } from 'node:child_process';
import { background } from '../core/background.ts';
import { AppError, messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import type { Text } from '../core/words/language.ts';
import { PRACTICE_PROFILES, type PracticeProfile } from '../core/words/practice-profile.ts';
import { SiteChanges } from './drill/site-changes.ts';
import type { SiteWorld } from './drill/site-world.ts';
import { BEHAVIOURS } from './site-behaviour.ts';
import {
  asOpenedMessage,
  type OpenMessage,
  type OpenSite,
  type OpenSites,
  type Site,
} from './site-messages.ts';
import { placeOf } from './site-place.ts';

export interface PracticeSite {
  readonly id: string;
  /** Id of the member; default the site's own, which then stands alone. */
  readonly member?: string;
  /** One of `PRACTICE_PROFILES`. */
  readonly profile: string;
  /** Over which it is measured; default 4. It answers over IPv4 whatever this says. */
  readonly family?: 4 | 6 | 'both';
  /** Shown on the page; default 架空の組織 with the id. */
  readonly name?: Text;
}

/** What a probe of a practice site meets, known before the first one. */
export interface SiteFacts {
  readonly profile: PracticeProfile;
  /** Connected to. */
  readonly address: string;
  /** The same over IPv6; null = it has no such address. */
  readonly address6: string | null;
  /** null without TLS. */
  readonly certificate: { readonly notAfter: number; readonly fingerprint: string } | null;
}

export interface PracticeOptions {
  readonly sites: readonly PracticeSite[];
  readonly log: Log;
  /** Port of the name server, UDP; default any. */
  readonly dnsPort?: number;
  /** Told with `practice_unavailable` each time the sites' process dies; it is started again. */
  readonly onDown?: (error: AppError) => void;
}

/** Simulated member sites on loopback with their names, in a process of their own. */
export interface Practice {
  /**
   * Address of a site, by a name that only {@link dnsServer} knows; stays the same while the process
   * of the sites is replaced. Throws `not_found` for an unknown id.
   */
  urlOf(id: string): string;
  /** Throws `not_found` for an unknown id. */
  factsOf(id: string): SiteFacts;
  /** `address:port` of the name server, to be asked for every practice site. */
  readonly dnsServer: string;
  /** PEM to trust: the root of the sites' issuers. */
  readonly ca: string;
  /**
   * Lets the sites do as the drill says from now on, over every change before; resolves when whatever
   * is asked then is answered so. A process that replaces another begins in the same world.
   */
  change(world: SiteWorld): Promise<void>;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

/**
 * Rejects with `practice_unavailable` when the sites and their name server do not open within 20 s, or
 * the name server's port is taken.
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const practice = new PracticeProcess(options);
  await practice.start();
  return practice;
}

const START_LIMIT_MS = 20_000;
const END_LIMIT_MS = 2_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A process that lived this long died of something new: the next pause is the first again. */
const SETTLED_MS = 60_000;

class PracticeProcess implements Practice {
  readonly #sites: ReadonlyMap<string, Site>;
  readonly #options: PracticeOptions;
  /** What the first process of the sites opened and made; those that replace it take it over. */
  #opened: OpenSites | null = null;
  #places: ReadonlyMap<string, OpenSite> = new Map();
  #child: ChildProcess | null = null;
  #pauseMs = FIRST_PAUSE_MS;
  #restart: NodeJS.Timeout | null = null;
  readonly #changes = new SiteChanges();
  #isClosed = false;

  constructor(options: PracticeOptions) {
    this.#sites = new Map(options.sites.map((site) => [site.id, siteOf(site)]));
    this.#options = options;
  }

  get ca(): string {
    return this.#open().certificates.ca;
  }

  get dnsServer(): string {
    return `127.0.0.1:${this.#open().dnsPort}`;
  }

  urlOf(id: string): string {
    const { site, spot } = this.#find(id);
    const scheme = BEHAVIOURS[site.profile].reach === 'http' ? 'http' : 'https';
    return `${scheme}://${site.place.host}${spot.port === 0 ? '' : `:${spot.port}`}/`;
  }

  factsOf(id: string): SiteFacts {
    const { site, spot } = this.#find(id);
    const { byHost, keys } = this.#open().certificates;
    const pair = keys[byHost.get(site.place.host) ?? -1];
    return {
      profile: site.profile,
      address: spot.address,
      address6: spot.address6,
      certificate:
        pair === undefined ? null : { notAfter: pair.notAfter, fingerprint: pair.fingerprint },
    };
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
        sites: [...this.#sites.values()],
        taken: this.#opened,
        dnsPort: this.#options.dnsPort ?? null,
        certificates: this.#opened?.certificates ?? null,
        world: this.#changes.world,
      });
      this.#opened = opened;
      this.#places = new Map(opened.sites.map((site) => [site.id, site]));
    } catch (error) {
      await end(child);
      throw error;
    }
    this.#changes.follow(child);
    const readyAt = performance.now();
    this.#options.log.info('practice.started', {
      pid: child.pid,
      sites: this.#sites.size,
      dnsServer: this.dnsServer,
      tookMs: Math.round(readyAt - startedAt),
    });
    child.once('exit', (code, signal) => {
      if (performance.now() - readyAt > SETTLED_MS) this.#pauseMs = FIRST_PAUSE_MS;
      this.#died(signal ?? `exit ${code}`);
    });
  }

  change(world: SiteWorld): Promise<void> {
    return this.#changes.make(world);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    if (this.#child !== null) await end(this.#child);
    this.#options.log.info('practice.stopped');
  }

  #open(): OpenSites {
    if (this.#opened !== null) return this.#opened;
    throw new AppError('practice_unavailable', 'the practice sites have not been opened');
  }

  #find(id: string): { readonly site: Site; readonly spot: OpenSite } {
    const site = this.#sites.get(id);
    const spot = this.#places.get(id);
    if (site !== undefined && spot !== undefined) return { site, spot };
    throw new AppError('not_found', `there is no practice site ${id}`);
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

function siteOf({ id, member, profile, name, family = 4 }: PracticeSite): Site {
  const known = PRACTICE_PROFILES.find((candidate) => candidate === profile);
  if (known === undefined) {
    throw new AppError(
      'practice_unavailable',
      `practice site ${id} has no known profile: ${profile}`,
    );
  }
  return {
    id,
    profile: known,
    name: name ?? { ja: `架空の組織 ${id}`, en: `Fictional ${id}` },
    place: placeOf({ id, member: member ?? id }),
    wantsIpv6: family !== 4,
  };
}

/** The entry stands beside this file, as TypeScript or, in a package, as JavaScript. */
function forkSites(): ChildProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fork(new URL(`./site-process.${extension}`, import.meta.url), {
    // A small heap and no threads for it: the sites share the machine with what measures them.
    execArgv: ['--max-old-space-size=96', '--max-semi-space-size=1', '--v8-pool-size=0'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
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
