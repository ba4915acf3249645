import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { PasswordHasher } from '../../src/accounts/password.ts';
import { aboutFactsOf } from '../../src/app/about/about-facts-of.ts';
import { openEntranceDesk } from '../../src/app/accounts/open-entrance-desk.ts';
import { boardSources } from '../../src/app/board-sources.ts';
import { SectorReleases } from '../../src/app/buckets/sector-releases.ts';
import { loadAssets } from '../../src/board/assets.ts';
import { Live } from '../../src/board/live.ts';
import { type Board, startBoard } from '../../src/board/start-board.ts';
import { type Config, targetsOf } from '../../src/core/config.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { AT_MACHINE, type Entrance } from '../../src/core/ports/entrance.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Office } from '../../src/core/words/account.ts';
import type { ViewerKind } from '../../src/core/words/viewer.ts';
import { createScaledClock, withRealDelays } from '../../src/schedule/scaled-clock.ts';
import { systemClock } from '../../src/schedule/system-clock.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { answerParent } from '../process/answer-parent.ts';
import { boardConfig } from './board-council.ts';
import { Feed, keepDay } from './feed.ts';
import { MadeJudging } from './made-judging.ts';

export interface BoardOrder {
  readonly targets: number;
  /** How much faster than the machine's clock the council's runs. */
  readonly speed: number;
  /** Accounts of each kind. */
  readonly viewers: Readonly<Record<ViewerKind, number>>;
}

/** Somebody who may come in by his cookie, and what is his. */
export interface BoardViewer {
  readonly kind: ViewerKind;
  readonly cookie: string;
  /** His site or, of a secretariat, its sector; null = he has none. */
  readonly own: string | null;
}

export interface BoardStarted {
  readonly url: string;
  readonly viewers: readonly BoardViewer[];
}

export interface BoardUsage {
  readonly cpuMs: number;
  /** After a full collection. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  /** Samples that were shown since the start. */
  readonly samples: number;
  /** The council's time, epoch ms. */
  readonly at: number;
}

let board: Board | null = null;
let feed: Feed | null = null;
let kept: KeptStore | null = null;

/** The board as the composition root puts it together, on a council that is told what happens. */
async function start({ targets, speed, viewers }: BoardOrder): Promise<BoardStarted> {
  const config = boardConfig(targets);
  const clock = runningClock(speed);
  const made = new MadeJudging(config, clock.now());
  const live = new Live(config, clock.now());
  kept = await openKept(config, clock);
  const { store } = kept;
  const { judging } = made;
  const releases = await SectorReleases.open({
    ...{ today: () => config, judging, storeDir: null, log: noLog },
  });
  const sources = boardSources({
    ...{ live, judging, releases, clock, log: noLog, stores: store },
    ...{ drill: null, storeDir: null, stateDamage: null, ...QUIET },
    hosts: () => hostsOf(config),
    about: () => ({ asOf: 0, data: aboutFactsOf({ config, measured: null }) }),
  });
  const desk = await openEntranceDesk({
    ...{ store: store.accounts, today: () => config, drill: null, clock: systemClock, log: noLog },
    // What is measured comes in by its cookie: no password is asked for.
    hasher: new PasswordHasher({ ln: 4, r: 8, p: 1 }),
  });
  const people = await peopleOf(desk.entrance, officesOf(config, viewers));
  // Pages of an older program are not what is measured.
  const assets = await loadAssets(noLog, { onlyFresh: true });
  board = await startBoard({
    ...{ host: '127.0.0.1', port: 0, portSearch: false, exposure: 'loopback', publicUrl: null },
    ...{ timezone: () => 'Asia/Tokyo', entrance: desk, sources, assets },
    ...{ clock, log: noLog },
  });
  const looked = people.flatMap(({ kind, own }) => (kind === 'member' && own !== null ? own : []));
  await keepDay(store.samples, looked, clock.now());
  feed = new Feed({ live, made, clock, config, store: store.samples, kept: new Set(looked) });
  return { url: board.url, viewers: people };
}

function runningClock(speed: number): Clock {
  if (speed === 1) return systemClock;
  const clock = createScaledClock(Date.now(), speed);
  clock.begin(Date.now());
  return clock;
}

interface KeptStore {
  readonly dir: string;
  readonly store: EmbeddedStore;
}

/** The store as the service has it, so that what it keeps lies beside the board's heap. */
async function openKept({ council, store }: Config, clock: Clock): Promise<KeptStore> {
  const dir = await mkdtemp(join(tmpdir(), 'yamabiko-bench-board-'));
  const { retention, sync } = store;
  const options = { dir, retention, sync, timezone: council.timezone, log: noLog };
  return { dir, store: await openEmbeddedStore({ ...options, clock: withRealDelays(clock) }) };
}

const QUIET: Pick<Parameters<typeof boardSources>[0], 'measuring' | 'telling'> = {
  measuring: {
    schedule: () => ({ due: 1, done: 1, missed: 0, lateP99Ms: 1 }),
    prober: () => ({ loopDelayP99Ms: 1, inFlight: 0, workers: 1, replaced: 0 }),
    doubt: () => null,
  },
  telling: {
    isVerified: () => false,
    status: () => ({ waiting: 0, oldestAt: null, unansweredAt: null, kinds: [], problem: null }),
  },
};

function hostsOf(config: Config): ReadonlyMap<string, string> {
  return new Map(targetsOf(config).map(({ target }) => [target.id, `www.${target.id}.example`]));
}

interface Place {
  readonly office: Office;
  readonly own: string | null;
}

/** Members and secretariats of sectors in turn, the largest first. */
function officesOf(
  { sectors }: Config,
  viewers: Readonly<Record<ViewerKind, number>>,
): readonly Place[] {
  const times = (kind: ViewerKind, make: (index: number) => Place) =>
    Array.from({ length: viewers[kind] }, (_, index) => make(index));
  const sectorOf = (index: number) => sectors[index % sectors.length];
  const plain = (kind: 'council' | 'observer' | 'operator') =>
    times(kind, () => ({ office: { kind }, own: null }));
  return [
    ...plain('operator'),
    ...plain('council'),
    ...plain('observer'),
    ...times('secretariat', (index) => {
      const sector = sectorOf(index)?.id ?? '';
      return { office: { kind: 'secretariat', sector }, own: sector };
    }),
    ...times('member', (index) => {
      const member = sectorOf(index)?.members[Math.floor(index / sectors.length)];
      const own = member?.targets[0]?.id ?? null;
      return { office: { kind: 'member', member: member?.id ?? '' }, own };
    }),
  ];
}

async function peopleOf(entrance: Entrance, places: readonly Place[]): Promise<BoardViewer[]> {
  const people: BoardViewer[] = [];
  for (const { office, own } of places) {
    const name = `viewer-${people.length}`;
    const invited = await entrance.invite(AT_MACHINE, { name, office });
    const secret = invited.value?.secret ?? '';
    const { value: enrolment } = entrance.openInvitation(secret);
    if (enrolment === null) throw new Error(`${name}: ${invited.refusal}`);
    const code = new TOTP({ secret: Secret.fromBase32(enrolment.totpKey) }).generate();
    const { ticket } = enrolment;
    const acceptance = { secret, ticket, password: 'a bench that measures 4711', code };
    const opened = await entrance.accept(acceptance, { address: '127.0.0.1', agent: 'bench' });
    if (opened.value === null) throw new Error(`${name}: ${opened.refusal}`);
    people.push({ kind: office.kind, cookie: `yamabiko=${opened.value.secret}`, own });
  }
  return people;
}

function usage(): BoardUsage {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  const { samples = 0, at = 0 } = feed ?? {};
  return { cpuMs: (user + system) / 1000, heapBytes: heapUsed, residentBytes: rss, samples, at };
}

async function close(): Promise<void> {
  feed?.stop();
  await board?.close();
  await kept?.store.close();
  if (kept !== null) await rm(kept.dir, { recursive: true });
}

answerParent({ start, usage, follow: () => feed?.follow(), close });
