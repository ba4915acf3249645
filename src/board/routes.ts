import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { Viewer } from '../core/words/viewer.ts';
import { aboutLanguage } from './about/about-language.ts';
import type { Assets } from './assets.ts';
import { admit, type GuardOptions } from './guard.ts';
import { openApiDocument } from './openapi.ts';
import {
  sendAbout,
  sendAsset,
  sendBare,
  sendDocument,
  sendError,
  sendMarked,
  sendMetrics,
  sendOverview,
  sendStream,
} from './outlet.ts';
import { readFamily, readSamplesQuery } from './read-query.ts';
import type { BoardSources, BoardStatus } from './sources.ts';
import type { StreamHub } from './stream-hub.ts';

export interface RouteParts {
  readonly sources: BoardSources;
  readonly hub: StreamHub;
  readonly assets: Assets;
  readonly guard: GuardOptions;
  /** Zone of times without an offset, as it is now. */
  readonly timezone: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly status: () => BoardStatus;
}

/** The socket of a request, beside what hono knows of it. */
export interface RequestSocket {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

interface Env {
  readonly Bindings: RequestSocket;
  readonly Variables: { viewer: Viewer };
}

type Fetch = (request: Request, socket: RequestSocket) => Response | Promise<Response>;

/** The whole board behind its guard: every route, its errors, and the pages. */
export function createRoutes(parts: RouteParts): Fetch {
  const app = new OpenAPIHono<Env>();
  // Before the guard: whoever is measured may read it.
  app.get('/about-measurement', (c) =>
    sendAbout(
      parts.sources.about(),
      aboutLanguage(c.req.query('lang'), c.req.header('accept-language')),
    ),
  );
  app.use(async (c, next) => {
    const admission = admit(callerOf(c), parts.guard);
    if (admission.viewer === null) return sendError('forbidden', admission.refusal);
    c.set('viewer', admission.viewer);
    return await next();
  });
  addDataRoutes(app, parts);
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
  return (request, socket) => app.fetch(request, socket);
}

function addDataRoutes(app: OpenAPIHono<Env>, parts: RouteParts): void {
  const { sources, hub } = parts;
  const document = openApiDocument();
  app.get('/api/overview', (c) => sendOverview(sources.overview(c.get('viewer'))));
  app.get('/api/openapi.json', () => sendDocument(document));
  app.get('/api/council', (c) => sendMarked(sources.council(c.get('viewer'))));
  app.get('/api/sites', (c) => {
    const search = c.req.query('search') ?? '';
    if (search.trim() === '') return sendError('invalid', 'search: a text is expected');
    return sendMarked(sources.sites(c.get('viewer'), search));
  });
  app.get('/api/sectors/:id', (c) =>
    sendMarked(sources.sector(c.get('viewer'), c.req.param('id'))),
  );
  addJudgingRoutes(app, sources);
  app.get('/api/prober', async (c) =>
    sendMarked(await sources.prober(c.get('viewer'), parts.status())),
  );
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
    const family = readFamily(c.req.query('family'));
    if (family === undefined) return sendError('invalid', 'family: 4 or 6 is expected');
    return sendMarked(await sources.usual(c.get('viewer'), { target: c.req.param('id'), family }));
  });
  addStreamRoute(app, hub);
  app.get('/healthz', (c) => sendBare(sources.health(c.get('viewer'))));
  app.get('/metrics', (c) => sendMetrics(sources.metrics(c.get('viewer'), parts.status())));
}

function addJudgingRoutes(app: OpenAPIHono<Env>, sources: BoardSources): void {
  app.get('/api/judging', (c) => {
    const query = { sector: c.req.query('sector') ?? null, target: c.req.query('target') ?? null };
    return sendMarked(sources.judging(c.get('viewer'), query));
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

function addStreamRoute(app: OpenAPIHono<Env>, hub: StreamHub): void {
  app.get('/api/stream', (c) => {
    const since = c.req.header('last-event-id') ?? c.req.query('since') ?? null;
    if (since !== null && !/^\d{1,15}$/.test(since))
      return sendError('invalid', 'since: a version is expected');
    const query = {
      since: since === null ? null : Number(since),
      target: c.req.query('target') ?? null,
      sector: c.req.query('sector') ?? null,
    };
    if (c.req.method === 'HEAD') return sendStream(null);
    const { incoming } = c.env;
    const stream = hub.open(c.get('viewer'), query, () => incoming.socket.destroy());
    if (stream === null) return sendError('unavailable', 'too many streams are open');
    return sendStream(stream);
  });
}

function addPageRoutes(app: OpenAPIHono<Env>, assets: Assets): void {
  const page = (c: Context<Env>) => sendFile(c, assets, '/index.html');
  app.get('/', page);
  app.get('/sectors/:id', page);
  app.get('/targets/:id', page);
  app.get('/incidents', page);
  app.get('/incidents/:id', page);
  app.get('/prober', page);
  app.get('*', (c) => sendFile(c, assets, c.req.path));
}

/** Looked up by its exact path in what was built; nothing is read from the disk. */
function sendFile(c: Context<Env>, assets: Assets, path: string): Response {
  const asset = assets.get(path);
  if (asset === undefined) return sendNoPage(c, assets);
  return sendAsset(asset, { ifNoneMatch: c.req.header('if-none-match') ?? null });
}

/** To a browser that goes to a page, the pages, which say so in its language; else the bare error. */
function sendNoPage(c: Context<Env>, assets: Assets): Response {
  const page = assets.get('/index.html');
  const goesToPage =
    !c.req.path.startsWith('/api/') && c.req.header('accept')?.includes('text/html') === true;
  if (page === undefined || !goesToPage) return sendError('not_found', 'there is no such page');
  return sendAsset(page, { ifNoneMatch: null, status: 404 });
}

function callerOf(c: Context<Env>) {
  return {
    peerAddress: c.env.incoming.socket.remoteAddress,
    header: (name: string) => c.req.header(name),
  };
}
