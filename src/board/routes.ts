import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { MemberActs } from '../core/ports/member-acts.ts';
import { aboutLanguage } from './about/about-language.ts';
import type { ActDesk } from './acts/act-desk.ts';
import { addActRoutes } from './acts/act-routes.ts';
import type { Assets } from './assets.ts';
import type { AuditDesk } from './audit/audit-desk.ts';
import { addAuditRoutes } from './audit/audit-routes.ts';
import { addLooks, streamLooks } from './audit/looked-at.ts';
import { addBadgeRoutes } from './badge/badge-routes.ts';
import type { BoardEnv, RequestSocket } from './board-env.ts';
import type { EntranceDto } from './dto/entrance.ts';
import { addAccountRoutes } from './entrance/account-routes.ts';
import { actRefusal } from './entrance/act-guard.ts';
import { callerOf } from './entrance/caller.ts';
import type { EntranceDesk } from './entrance/entrance-desk.ts';
import { addEntranceRoutes, FOR_EVERYBODY } from './entrance/entrance-routes.ts';
import { addOpenIdRoutes, BY_ISSUER } from './entrance/openid-routes.ts';
import { RateLimit } from './entrance/rate-limit.ts';
import { addExportRoutes } from './export/export-routes.ts';
import type { Guard, GuardOptions } from './guard.ts';
import { addMemberRoutes } from './members/member-routes.ts';
import { openApiDocument } from './openapi.ts';
import {
  sendAbout,
  sendAct,
  sendAsset,
  sendBare,
  sendDocument,
  sendError,
  sendMarked,
  sendMetrics,
  sendOverview,
  sendStream,
} from './outlet.ts';
import { readDayQuery, readSamplesQuery, readUsualQuery } from './read-query.ts';
import type { BoardSources, BoardStatus } from './sources.ts';
import type { StreamHub } from './stream-hub.ts';

export interface RouteParts {
  readonly sources: BoardSources;
  readonly hub: StreamHub;
  readonly assets: Assets;
  readonly admit: Guard;
  /** Who comes in; null or absent = there are no accounts on this board. */
  readonly entrance?: { readonly desk: EntranceDesk; readonly guard: GuardOptions } | null;
  /** What people do beside their accounts and for their members; null or absent = nothing. */
  readonly acting?: ActDesk | null;
  /** What members do; null or absent = nothing is done on this board. */
  readonly acts?: MemberActs | null;
  /** What was done and looked at; null or absent = nothing is audited on this board. */
  readonly audit?: { readonly desk: AuditDesk; readonly practice: boolean } | null;
  /** Zone of times without an offset, as it is now. */
  readonly timezone: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly status: () => BoardStatus;
}

type Fetch = (request: Request, socket: RequestSocket) => Response | Promise<Response>;

/** The whole board behind its guard. */
export function createRoutes(parts: RouteParts): Fetch {
  const app = routerOf(parts);
  return (request, socket) => app.fetch(request, socket);
}

/** Every route, its errors, and the pages. */
export function routerOf(parts: RouteParts): OpenAPIHono<BoardEnv> {
  const app = new OpenAPIHono<BoardEnv>();
  // Before the guard: whoever is measured may read it.
  app.get('/about-measurement', (c) =>
    sendAbout(
      parts.sources.about(),
      aboutLanguage(c.req.query('lang'), c.req.header('accept-language')),
    ),
  );
  addGuard(app, parts);
  const { entrance = null, acts = null, audit = null, clock, timezone } = parts;
  if (audit !== null) {
    addLooks(app, audit.desk);
    addAuditRoutes(app, { ...audit, timezone });
  }
  addDataRoutes(app, parts);
  if (parts.acting) addActRoutes(app, parts.acting, () => clock.monotonicMs());
  if (acts !== null) addMemberRoutes(app, { acts, monotonicMs: () => clock.monotonicMs() });
  if (entrance === null) {
    app.get('/api/entrance', () => sendAct({ state: 'open' } satisfies EntranceDto));
  } else {
    const times = { now: () => clock.now(), monotonicMs: () => clock.monotonicMs() };
    addEntranceRoutes(app, { ...entrance, ...times });
    addOpenIdRoutes(app, { ...entrance, ...times });
    addAccountRoutes(app, { ...entrance, ...times });
  }
  addPageRoutes(app, parts.assets);
  app.notFound((c) => sendNoPage(c, parts.assets));
  app.onError((error, c) => {
    if (error instanceof AppError && error.code === 'store_unavailable') {
      return sendError('unavailable', 'the store does not answer');
    }
    const fields = { path: c.req.path, code: codeOf(error), error: messageOf(error) };
    parts.log.error('board.request_failed', fields);
    return sendError('internal', 'the request failed');
  });
  return app;
}

/** Of somebody who is in. A page that is opened asks for a handful. */
const REQUESTS = { burst: 300, perSecond: 10 };

/** Nothing below it is answered to whom the guard refuses, and no act that is not of our pages. */
function addGuard(app: OpenAPIHono<BoardEnv>, parts: RouteParts): void {
  const { entrance = null } = parts;
  const requests = new RateLimit(REQUESTS, () => parts.clock.monotonicMs());
  app.use(async (c, next) => {
    const caller = callerOf(c);
    const admission = parts.admit(caller);
    const { viewer } = admission;
    const pass = viewer === null ? null : (admission.pass ?? null);
    if (viewer === null) {
      if (admission.mayComeIn !== true) return sendError('forbidden', admission.refusal);
      if (!isForEverybody(c.req.path)) return sendError('unauthorized', admission.refusal);
    } else c.set('viewer', viewer);
    c.set('pass', pass);
    if (pass?.scope === 'metrics' && !OF_THE_PROBER.has(c.req.path)) {
      return sendError('forbidden', 'the token is for the metrics');
    }
    const waitS = pass === null ? 0 : requests.take(pass.account);
    if (waitS > 0) return sendError('too_many', 'too many requests', { retryAfterS: waitS });
    const isAct = !['GET', 'HEAD'].includes(c.req.method) && c.req.path !== BY_ISSUER;
    if (entrance !== null && isAct) {
      const isInSession = pass?.by === 'session' && !FOR_EVERYBODY.has(c.req.path);
      const refusal = actRefusal(caller, { isInSession, options: entrance.guard });
      if (refusal !== null) return sendError('forbidden', refusal);
    }
    return await next();
  });
}

const OF_THE_PROBER: ReadonlySet<string> = new Set(['/metrics', '/healthz']);

/** The pages as they were built, which hold no data, and what leads in. */
function isForEverybody(path: string): boolean {
  if (OF_THE_PROBER.has(path)) return false;
  return !path.startsWith('/api') || FOR_EVERYBODY.has(path) || path === BY_ISSUER;
}

function addDataRoutes(app: OpenAPIHono<BoardEnv>, parts: RouteParts): void {
  const { sources } = parts;
  app.get('/api/reader', (c) => sendMarked(sources.reader(c.get('viewer'))));
  app.get('/api/overview', (c) => sendOverview(sources.overview(c.get('viewer'))));
  app.get('/api/openapi.json', () => sendDocument(openApiDocument()));
  app.get('/api/council', (c) => sendMarked(sources.council(c.get('viewer'))));
  app.get('/api/sites', (c) => {
    const search = c.req.query('search') ?? '';
    if (search.trim() === '') return sendError('invalid', 'search: a text is expected');
    return sendMarked(sources.sites(c.get('viewer'), search));
  });
  app.get('/api/sectors/:id', (c) =>
    sendMarked(sources.sector(c.get('viewer'), c.req.param('id'))),
  );
  addJudgingRoutes(app, parts);
  app.get('/api/prober', async (c) =>
    sendMarked(await sources.prober(c.get('viewer'), parts.status())),
  );
  app.get('/api/plan', (c) => sendMarked(sources.plan(c.get('viewer'))));
  app.get('/api/targets/:id', async (c) =>
    sendMarked(await sources.target(c.get('viewer'), c.req.param('id'))),
  );
  app.get('/api/targets/:id/samples', async (c) => {
    const context = { now: parts.clock.now(), timezone: parts.timezone() };
    const read = readSamplesQuery(c.req.param('id'), (name) => c.req.query(name), context);
    if (read.value === null) return sendError('invalid', read.problem);
    return sendMarked(await sources.targetSamples(c.get('viewer'), read.value));
  });
  app.get('/api/targets/:id/usual', async (c) => {
    const read = readUsualQuery(c.req.param('id'), (name) => c.req.query(name), parts.timezone());
    if (read.value === null) return sendError('invalid', read.problem);
    return sendMarked(await sources.usual(c.get('viewer'), read.value));
  });
  app.get('/api/members/:id', async (c) =>
    sendMarked(await sources.member(c.get('viewer'), c.req.param('id'))),
  );
  app.get('/api/statements', (c) => sendMarked(sources.statements(c.get('viewer'))));
  app.get('/api/tasks', (c) => sendMarked(sources.tasks(c.get('viewer'))));
  addBadgeRoutes(app, sources);
  addExportRoutes(app, parts);
  addStreamRoute(app, parts);
  app.get('/healthz', (c) => sendBare(sources.health(c.get('viewer'))));
  app.get('/metrics', (c) => sendMetrics(sources.metrics(c.get('viewer'), parts.status())));
}

function addJudgingRoutes(app: OpenAPIHono<BoardEnv>, parts: RouteParts): void {
  const { sources } = parts;
  app.get('/api/judging', (c) => {
    const query = { sector: c.req.query('sector') ?? null, target: c.req.query('target') ?? null };
    return sendMarked(sources.judging(c.get('viewer'), query));
  });
  app.get('/api/day', async (c) => {
    const read = readDayQuery((name) => c.req.query(name), parts.timezone());
    if (read.value === null) return sendError('invalid', read.problem);
    return sendMarked(await sources.day(c.get('viewer'), { ...read.value, of: 'all' }));
  });
  app.get('/api/incidents', async (c) => {
    const query = {
      before: c.req.query('before') ?? null,
      target: c.req.query('target') ?? null,
      open: c.req.query('open') === 'true',
    };
    return sendMarked(await sources.incidents(c.get('viewer'), query));
  });
  app.get('/api/incidents/:id', async (c) =>
    sendMarked(await sources.incident(c.get('viewer'), c.req.param('id'))),
  );
}

function addStreamRoute(app: OpenAPIHono<BoardEnv>, parts: RouteParts): void {
  const { hub } = parts;
  app.get('/api/stream', (c) => {
    const since = c.req.header('last-event-id') ?? c.req.query('since') ?? null;
    if (since !== null && !/^\d{1,15}$/.test(since))
      return sendError('invalid', 'since: a version is expected');
    const query = {
      since: since === null ? null : Number(since),
      target: c.req.query('target') ?? null,
      sector: c.req.query('sector') ?? null,
      isBrief: c.req.query('form') === 'brief',
    };
    if (c.req.method === 'HEAD') return sendStream(null);
    const { incoming } = c.env;
    const pass = c.get('pass');
    const isAdmitted = () => pass === null || parts.entrance?.desk.entrance.holds(pass) === true;
    const looked = streamLooks(c, parts.audit?.desk ?? null);
    const owner = { account: pass?.account ?? null, isAdmitted, looked };
    const end = () => incoming.socket.destroy();
    const stream = hub.open(c.get('viewer'), query, end, owner);
    if (stream === null) return sendError('unavailable', 'too many streams are open');
    return sendStream(stream);
  });
}

function addPageRoutes(app: OpenAPIHono<BoardEnv>, assets: Assets): void {
  const page = (c: Context<BoardEnv>) => sendFile(c, assets, '/index.html');
  app.get('/', page);
  app.get('/sectors/:id', page);
  app.get('/targets/:id', page);
  app.get('/incidents', page);
  app.get('/incidents/:id', page);
  app.get('/members/:id', page);
  app.get('/notes/:id', page);
  app.get('/tasks', page);
  app.get('/prober', page);
  for (const path of [
    '/display',
    '/login',
    '/openid',
    '/invitation',
    '/wall',
    '/account',
    '/accounts',
    '/audit',
    '/looks',
    '/messages',
    '/drills',
    '/notes',
    '/plan',
  ])
    app.get(path, page);
  app.get('*', (c) => sendFile(c, assets, c.req.path));
}

/** Looked up by its exact path in what was built; nothing is read from the disk. */
function sendFile(c: Context<BoardEnv>, assets: Assets, path: string): Response {
  const asset = assets.get(path);
  if (asset === undefined) return sendNoPage(c, assets);
  return sendAsset(asset, { ifNoneMatch: c.req.header('if-none-match') ?? null });
}

/** To a browser that goes to a page, the pages, which say so in its language; else the bare error. */
function sendNoPage(c: Context<BoardEnv>, assets: Assets): Response {
  const page = assets.get('/index.html');
  const goesToPage =
    !c.req.path.startsWith('/api/') && c.req.header('accept')?.includes('text/html') === true;
  if (page === undefined || !goesToPage) return sendError('not_found', 'there is no such page');
  return sendAsset(page, { ifNoneMatch: null, status: 404 });
}
