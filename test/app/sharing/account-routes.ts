import { openAuditDesk } from '../../../src/app/audit/open-audit-desk.ts';
import { routerOf } from '../../../src/board/routes.ts';
import { StreamHub } from '../../../src/board/stream-hub.ts';
import { AT_MACHINE } from '../../../src/core/ports/entrance.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Office } from '../../../src/core/words/account.ts';
import { granted, PASSWORD } from '../../accounts/opened-entrance.ts';
import { wallClock } from '../../board/board-fixture.ts';
import { councilOf } from '../../board/council-fixture.ts';
import {
  Browser,
  type EnteredBoard,
  startEnteredBoard,
  takeUp,
} from '../../board/entrance/entered-board.ts';

export const OFFICES = {
  member: { kind: 'member', member: 'banking-0001' },
  secretariat: { kind: 'secretariat', sector: 'banking' },
  council: { kind: 'council' },
  observer: { kind: 'observer' },
  operator: { kind: 'operator' },
} as const satisfies Readonly<Record<string, Office>>;
export type Who = keyof typeof OFFICES;
export const WHO = Object.keys(OFFICES) as Who[];

/** By what a request comes. */
export const WAYS = ['nobody', 'session', 'token', 'wall', 'metrics'] as const;
export type Way = (typeof WAYS)[number];

/** A browser for each way, of one account; null where there is none of it. */
export type Callers = Readonly<Record<Way, Browser | null>>;

const PUBLIC = 'https://board.example.jp';
const CONFIG = councilOf({ sectors: 2, sitesPerSector: 2 });

/** A board reached by https, with an account of each office. */
export interface PeopledBoard {
  readonly entered: EnteredBoard;
  /** Every route there is: method and path. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  readonly callers: Readonly<Record<Who, Callers>>;
  /** A browser at an address that nobody used before. */
  browser(): Browser;
  invite(name: string, office: Office): Promise<{ readonly id: string; readonly path: string }>;
  close(): Promise<void>;
}

/** `hasKeys`: each account has a token and a wall, too, and the operator's a token for the metrics. */
export async function openPeopledBoard({
  hasKeys,
}: {
  readonly hasKeys: boolean;
}): Promise<PeopledBoard> {
  const stack = new AsyncDisposableStack();
  let address = 0;
  const parts = { today: () => CONFIG, drill: null, clock: wallClock, log: noLog };
  const audit = (store: Pick<EnteredBoard['fixture']['store'], 'state' | 'judgements'>) =>
    openAuditDesk({ ...store, ...parts }, stack);
  const entered = await startEnteredBoard(CONFIG, { publicUrl: PUBLIC }, audit);
  stack.defer(() => entered.board.close());
  const browser = () => {
    address += 1;
    const from = `198.51.${address >> 8}.${address & 255}`;
    return new Browser(entered.board.url, {
      ...{ origin: PUBLIC, host: 'board.example.jp', 'x-forwarded-for': from },
    });
  };
  const invite = async (name: string, office: Office) => {
    const { account, secret } = granted(
      await entered.desk.entrance.invite(AT_MACHINE, { name, office }),
    );
    return { id: account.id, path: `/invitation#${secret}` };
  };
  const callers: Partial<Record<Who, Callers>> = {};
  for (const who of WHO.toReversed()) {
    const name = `the-${who}`;
    const { path } = await invite(name, OFFICES[who]);
    const invited = { name, path, endsAt: 0 };
    const session = browser();
    const from = session.headers['x-forwarded-for'] ?? '';
    // The first account is taken up at the machine: until then a proxy is refused.
    if (who === 'operator') delete session.headers['x-forwarded-for'];
    await takeUp(entered, invited, session);
    session.headers['x-forwarded-for'] = from;
    const none = { token: null, wall: null, metrics: null };
    callers[who] = {
      ...{ nobody: browser(), session },
      ...(hasKeys ? await keysOf(session, who, browser) : none),
    };
  }
  return {
    ...{ entered, browser, invite, routes: routesOf(entered, audit(entered.fixture.store)) },
    callers: callers as Readonly<Record<Who, Callers>>,
    close: () => stack.disposeAsync(),
  };
}

/** An account asks ten times at once for what needs its password; these take two or three. */
async function keysOf(session: Browser, who: Who, browser: () => Browser) {
  const keyOf = async (path: string, draft: object) => {
    const made = await session.act(path, { name: 'key', days: 1, password: PASSWORD, ...draft });
    return String(made.body['secret']);
  };
  const bearing = (secret: string) => {
    const program = browser();
    program.headers['authorization'] = `Bearer ${secret}`;
    return program;
  };
  const wall = browser();
  const range = `${wall.headers['x-forwarded-for']}/32`;
  await wall.act('/api/entrance/wall', { secret: await keyOf('/api/account/walls', { range }) });
  const metrics = { scope: 'metrics' };
  return {
    wall,
    token: bearing(await keyOf('/api/account/tokens', { scope: 'read' })),
    metrics: who === 'operator' ? bearing(await keyOf('/api/account/tokens', metrics)) : null,
  };
}

/** The same routes as the board's, which keeps its router to itself. */
function routesOf({ desk, fixture }: EnteredBoard, audit: ReturnType<typeof openAuditDesk>) {
  const { sources } = fixture;
  const stream = { tickMs: 1000, heartbeatMs: 5000, stallMs: 20_000, maxClients: 1 };
  const router = routerOf({
    ...{ sources, clock: wallClock, log: noLog, assets: new Map() },
    hub: new StreamHub({ sources, clock: wallClock, log: noLog, ...stream }),
    admit: () => ({ viewer: null, refusal: 'nobody' }),
    entrance: { desk, guard: { exposure: 'loopback', publicUrl: null } },
    audit: { desk: audit, practice: false },
    timezone: () => 'Asia/Tokyo',
    status: () => ({ clients: 0, clientsDropped: 0, requests: {} }),
  });
  return router.routes;
}
