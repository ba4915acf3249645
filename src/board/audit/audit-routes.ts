import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { BoardEnv } from '../board-env.ts';
import { sendError, sendMarked, sendRows } from '../outlet.ts';
import type { AuditDesk } from './audit-desk.ts';
import { readAuditQuery, readBefore, readFormat } from './audit-query.ts';
import { auditFile } from './audit-rows.ts';

export interface AuditRouteParts {
  readonly desk: AuditDesk;
  /** Zone of times without an offset, as it is now. */
  readonly timezone: () => string;
  readonly practice: boolean;
}

/** What was done and looked at: all of it to the operator, to a member who saw its own sites. */
export function addAuditRoutes(app: OpenAPIHono<BoardEnv>, parts: AuditRouteParts): void {
  const { desk, timezone, practice } = parts;
  const queryOf = (c: Context<BoardEnv>) => readAuditQuery((name) => c.req.query(name), timezone());
  app.get('/api/audit', async (c) => {
    const query = queryOf(c);
    if (query.value === null) return sendError('invalid', query.problem);
    const before = readBefore(c.req.query('before'));
    if (before === undefined) return sendError('invalid', 'before: `next` of a page is expected');
    return sendMarked(await desk.page(c.get('viewer'), query.value, before));
  });
  app.get('/api/audit/chain', async (c) => sendMarked(await desk.chain(c.get('viewer'))));
  app.get('/api/audit/lines', (c) => {
    const query = queryOf(c);
    if (query.value === null) return sendError('invalid', query.problem);
    const format = readFormat(c.req.query('format'));
    if (format === undefined) return sendError('invalid', 'format: csv or ndjson is expected');
    const file = auditFile(format, { practice, isHead: c.req.method === 'HEAD' });
    return sendRows(desk.lines(c.get('viewer'), query.value), file);
  });
  app.get('/api/looks', async (c) => sendMarked(await desk.looks(c.get('viewer'))));
}
