import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Looker } from '../../core/words/look.ts';
import type { BoardEnv } from '../board-env.ts';
import type { AuditDesk, LookedAt } from './audit-desk.ts';

type Asked = Context<BoardEnv>;

/** At what somebody looks who is answered by a route; a route that is not here names no site. */
const LOOKED_AT: Readonly<Record<string, (c: Asked) => LookedAt>> = {
  '/api/overview': () => listOf(null),
  '/api/council': () => listOf(null),
  '/api/sites': () => listOf(null),
  '/api/sectors/:id': (c) => listOf(idOf(c)),
  '/api/judging': byQuery,
  '/api/incidents': byQuery,
  '/api/incidents/:id': (c) => ({ kind: 'incident', incident: idOf(c) }),
  '/api/statements': () => listOf(null),
  '/api/tasks': () => listOf(null),
  '/api/waiting': () => listOf(null),
  '/api/messages': () => listOf(null),
  '/api/plan': () => listOf(null),
  '/api/members/:id': (c) => ({ kind: 'member', member: idOf(c) }),
  '/api/incidents/:id/told': (c) => ({ kind: 'incident', incident: idOf(c) }),
  '/api/targets/:id': (c) => targetOf(idOf(c)),
  '/api/targets/:id/samples': (c) => targetOf(idOf(c)),
  '/api/targets/:id/usual': (c) => targetOf(idOf(c)),
  '/api/targets/:id/badge.svg': (c) => targetOf(idOf(c)),
  '/api/day': (c) => listOf(c.req.query('sector') ?? null),
  '/api/export/incidents': (c) => listOf(c.req.query('sector') ?? null),
  '/api/export/incident-list': () => listOf(null),
  '/api/export/sectors/:id/sites': (c) => listOf(idOf(c)),
  '/api/export/samples/:id': (c) => targetOf(idOf(c)),
  '/api/stream': byQuery,
};

/** Tells the audit of whatever is answered by the routes that are added after it. */
export function addLooks(app: OpenAPIHono<BoardEnv>, desk: AuditDesk): void {
  for (const [path, atOf] of Object.entries(LOOKED_AT)) {
    app.use(path, async (c, next) => {
      await next();
      const isAct = c.req.method === 'POST';
      if (c.res.ok && !isAct) desk.looked(lookerOf(c), atOf(c));
    });
  }
}

/** To be called at every event of a stream: it goes on while nothing is asked. */
export function streamLooks(c: Asked, desk: AuditDesk | null): () => void {
  if (desk === null) return () => {};
  const [looker, at] = [lookerOf(c), byQuery(c)];
  return () => desk.looked(looker, at);
}

function byQuery(c: Asked): LookedAt {
  const target = c.req.query('target');
  return target === undefined ? listOf(c.req.query('sector') ?? null) : targetOf(target);
}

function idOf(c: Asked): string {
  return c.req.param('id') ?? '';
}

function listOf(sector: string | null): LookedAt {
  return { kind: 'list', sector };
}

function targetOf(target: string): LookedAt {
  return { kind: 'target', target };
}

/** Who looks, as the audit has him. */
function lookerOf(c: Asked): Looker {
  const [pass, viewer] = [c.get('pass'), c.get('viewer')];
  return pass === null
    ? { viewer, name: 'operator', way: 'machine' }
    : { viewer, name: pass.name, way: pass.by };
}
