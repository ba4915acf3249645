import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { aboutFactsOf } from '../../../src/app/about/about-facts-of.ts';
import { openAuditDesk } from '../../../src/app/audit/open-audit-desk.ts';
import { sharedBoardOf } from '../../../src/app/board-sources.ts';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import type { DrillDesk } from '../../../src/app/control/drill-order.ts';
import { sealedSnapshot } from '../../../src/app/sharing/snapshot-view.ts';
import type { ActDesk } from '../../../src/board/acts/act-desk.ts';
import type { AuditDesk } from '../../../src/board/audit/audit-desk.ts';
import type { Admission } from '../../../src/board/guard.ts';
import { Live } from '../../../src/board/live.ts';
import { createRoutes, type RouteParts, routerOf } from '../../../src/board/routes.ts';
import { type SnapshotFile, snapshotFileOf } from '../../../src/board/snapshot/outlet.ts';
import type { BoardSources } from '../../../src/board/sources.ts';
import { StreamHub } from '../../../src/board/stream-hub.ts';
import { writeResponse } from '../../../src/board/write-response.ts';
import { type Config, targetsOf } from '../../../src/core/config.ts';
import type { AccountStore } from '../../../src/core/ports/account-store.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Pass } from '../../../src/core/ports/entrance.ts';
import type { JudgedTargetState } from '../../../src/core/ports/judging.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { MemberActs } from '../../../src/core/ports/member-acts.ts';
import type { NoticeStore } from '../../../src/core/ports/notice-store.ts';
import type { SampleStore } from '../../../src/core/ports/sample-store.ts';
import type { StateStore } from '../../../src/core/ports/state-store.ts';
import type { AuditLine } from '../../../src/core/words/audit.ts';
import type { SharedFact } from '../../../src/core/words/fact.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Language, Text } from '../../../src/core/words/language.ts';
import type { ProberDoubt } from '../../../src/core/words/prober-doubt.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { DrillMark } from '../../../src/core/words/scenario.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { createGate } from '../../../src/share/seal.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { QUIET_FIGURES } from '../../board/board-fixture.ts';
import { recordOf } from '../../board/sample-fixture.ts';
import { actingOver, passOf } from './acting-parts.ts';
import { heardOf } from './heard-stream.ts';
import { judgingOver } from './judging-over.ts';
import { voicesOver } from './shared-voices.ts';

/** A council as it is at one moment. */
export interface CouncilNow {
  readonly config: Config;
  /** By target; who is in it not is normal. */
  readonly states: ReadonlyMap<string, Partial<JudgedTargetState>>;
  /** Why it is judged so, by target; absent = in words of no meaning. */
  readonly reasons?: ReadonlyMap<string, Text>;
  /** Those that go on and those that ended. */
  readonly incidents: readonly Incident[];
  readonly facts: ReadonlyMap<string, readonly SharedFact[]>;
  /** Made since the moment before. */
  readonly samples: readonly Sample[];
  readonly doubt: ProberDoubt | null;
}

export interface SharedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A board over a council that is told what happens, as the composition root puts it together. */
export interface SharedBoard {
  readonly sources: BoardSources;
  readonly acting: ActDesk;
  readonly notices: NoticeStore;
  readonly releases: SectorReleases;
  readonly live: Live;
  readonly state: StateStore;
  /** Its audit is that of `state`. */
  readonly accounts: AccountStore;
  readonly audit: AuditDesk;
  readonly acts: MemberActs;
  /** Ids of statements with which the operator agreed. */
  readonly corrected: readonly string[];
  /** Contacts to which a code was sent, as `contactIdOf` names them. */
  readonly coded: readonly string[];
  /** Every route there is: method and path. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** Of the audit, the oldest first. */
  lines(): Promise<readonly AuditLine[]>;
  become(now: CouncilNow): Promise<void>;
  ask(
    viewer: Viewer,
    path: string,
    headers?: Record<string, string>,
    method?: 'GET' | 'HEAD',
  ): Promise<SharedAnswer>;
  /** As a file for a closed network. */
  snapshot(viewer: Viewer, language?: Language): Promise<SnapshotFile | null>;
  /** Does something as who is in by a session of his. */
  act(viewer: Viewer, path: string, body: object): Promise<SharedAnswer>;
  /** The same as the account of acting-parts, whose rate is limited. */
  actBy(viewer: Viewer, path: string, body: object, by?: Pass['by']): Promise<SharedAnswer>;
  /** Asks as that account. */
  askBy(viewer: Viewer, path: string, by?: Pass['by']): Promise<SharedAnswer>;
  /** The events so far of a stream that stays open. */
  listen(viewer: Viewer, query: Parameters<StreamHub['open']>[1]): Promise<() => string>;
}

/**
 * `drills`: takes orders about them; absent = none is possible; `drill`: the one that runs; `slowly`: in
 * place of the store of samples.
 */
export async function openSharedBoard(
  clock: Clock,
  first: CouncilNow,
  {
    drills = null,
    drill = null,
    slowly = (samples) => samples,
  }: {
    readonly drills?: DrillDesk | null;
    readonly drill?: DrillMark | null;
    readonly slowly?: (samples: SampleStore) => SampleStore;
  } = {},
): Promise<SharedBoard> {
  let now = first;
  const { judging, changed } = judgingOver(() => now);
  const store = createMemoryStore();
  const live = new Live(first.config, clock.now());
  const files = () => now.config;
  const spoken = await voicesOver({ said: store.said, live, judging, files, clock });
  const { own, voices, acts, owned, corrected, coded } = spoken;
  const { statements } = voices;
  const releases = await SectorReleases.open({
    ...{ today: () => live.config, judging, storeDir: null, log: noLog },
  });
  const { sources, shared } = sharedBoardOf({
    ...{ live, judging, releases, clock, log: noLog, drill, storeDir: null, stateDamage: null },
    stores: { ...store, samples: slowly(store.samples) },
    measuring: {
      schedule: () => ({ due: 1, done: 1, missed: 0, lateP99Ms: 1 }),
      prober: () => ({ ...QUIET_FIGURES.probing, replaced: 0 }),
      doubt: () => now.doubt,
    },
    telling: {
      status: () => QUIET_FIGURES.outbox,
      isVerified: (_, { verifiedOn }) => verifiedOn !== null,
    },
    voices,
    facts: { version: 1, factsOf: (id) => now.facts.get(id) ?? [] },
    hosts: () =>
      new Map(targetsOf(live.config).map(({ target, member }) => [target.id, hostOf(member.id)])),
    about: () => ({ asOf: 0, data: aboutFactsOf({ config: live.config, measured: null }) }),
  });
  const hub = new StreamHub({ sources, clock, log: noLog, ...STREAM });
  const { state, judgements } = store;
  const desk = openAuditDesk(
    {
      ...{ state, judgements, today: () => live.config, drill, clock, log: noLog },
      versionsOf: (target) => voices.choices.versionsOf(target),
    },
    new AsyncDisposableStack(),
  );
  const acting = await actingOver(store, { live, shared, clock, drills });
  const audit = { desk, practice: false };
  const parts = { ...partsOf(sources, hub, clock), acts, acting, audit };
  const become = async (next: CouncilNow) => {
    const isOther = next.config !== now.config;
    now = next;
    changed();
    await own.follow(next.config, clock.now());
    if (isOther) live.replace(owned());
    for (const sample of next.samples) live.observe(sample);
    await store.samples.append([...next.samples]);
    await store.state.keepRecords(next.samples.map(recordOf));
    await store.judgements.keepStep({ incidents: [...next.incidents], memory: null });
  };
  await become(first);
  const known = new Map<string, Routes>();
  const routesFor = (viewer: Viewer, by: Pass['by'] | null = null): Routes => {
    const key = JSON.stringify([viewer, by]);
    const pass = by === null ? {} : { pass: passOf(viewer, by) };
    const routes =
      known.get(key) ??
      createRoutes({ ...parts, admit: () => ({ viewer, refusal: null, ...pass }) });
    known.set(key, routes);
    return routes;
  };
  return {
    ...{ sources, acting, notices: store.notices, releases, live, become },
    routes: routerOf({ ...parts, admit: refuse }).routes,
    ...{ state: store.state, accounts: store.accounts, audit: desk, acts, corrected, coded },
    act: async (viewer, path, body) => {
      const routes = createRoutes({ ...parts, admit: () => inSession(viewer) });
      return await answerOf(routes, path, { body });
    },
    actBy: async (viewer, path, body, by = 'session') =>
      await answerOf(routesFor(viewer, by), path, { body }),
    askBy: async (viewer, path, by = 'session') => await answerOf(routesFor(viewer, by), path, {}),
    lines: async () => await state.auditLines(),
    async snapshot(viewer, language = 'en') {
      const marked = await sealedSnapshot({ gate: createGate(), shared, statements }, viewer);
      return marked && snapshotFileOf(marked, language);
    },
    ask: async (viewer, path, headers = {}, method = 'GET') =>
      await answerOf(routesFor(viewer), path, { headers, method }),
    listen: async (viewer, query) => heardOf(hub, viewer, query),
  };
}

const STREAM = { tickMs: 1000, heartbeatMs: 5000, stallMs: 20_000, maxClients: 256 };

function hostOf(member: string): string {
  return `www.${member}.example`;
}

function refuse() {
  return { viewer: null, refusal: 'nobody' } as const;
}

function partsOf(sources: BoardSources, hub: StreamHub, clock: Clock): Omit<RouteParts, 'admit'> {
  const status = () => ({ clients: 0, clientsDropped: 0, requests: {} });
  const timezone = () => 'Asia/Tokyo';
  const guard = { exposure: 'loopback', publicUrl: null } as const;
  return {
    ...{ sources, hub, assets: new Map(), timezone, clock, log: noLog, status },
    ...{ guard, entrance: null },
  };
}

/** Nobody needs an account at the machine; everybody else is in by a session. */
export function inSession(viewer: Viewer): Admission {
  const name = `somebody of ${viewer.kind}`;
  const account = JSON.stringify(viewer);
  const pass = { viewer, name, account, by: 'session', scope: 'read', key: account } as const;
  return { viewer, refusal: null, pass: viewer.kind === 'operator' ? null : pass };
}

type Routes = ReturnType<typeof createRoutes>;

interface Asked {
  readonly headers?: Record<string, string>;
  /** Of an act. */
  readonly body?: object | null;
  readonly method?: string;
}

async function answerOf(
  routes: Routes,
  path: string,
  { headers = {}, body = null, method = body === null ? 'GET' : 'POST' }: Asked,
): Promise<SharedAnswer> {
  const written: { status: number; headers: Record<string, string>; text: string } = {
    ...{ status: 0, headers: {}, text: '' },
  };
  const text = body === null ? [] : [Buffer.from(JSON.stringify(body))];
  const incoming = Object.assign(Readable.from(text), {
    ...{ method, headers: { 'content-type': 'application/json' } },
    socket: { remoteAddress: '127.0.0.1', destroy() {} },
  });
  const outgoing = {
    writeHead(status: number, sent: Record<string, string>) {
      Object.assign(written, { status, headers: sent });
    },
    end(bytes?: Uint8Array) {
      written.text += Buffer.from(bytes ?? []).toString();
    },
    ...{ destroyed: false, flushHeaders() {}, once() {} },
    write(bytes: Uint8Array) {
      written.text += Buffer.from(bytes).toString();
      return true;
    },
  };
  // Of a socket the outlet uses these alone for an answer that is no stream.
  const socket = {
    incoming: incoming as unknown as IncomingMessage,
    outgoing: outgoing as unknown as ServerResponse,
  };
  const request = new Request(`http://127.0.0.1${path}`, { headers, method });
  const response = await routes(request, socket);
  await writeResponse(response, socket, noLog);
  return written;
}
