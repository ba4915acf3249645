import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { aboutLanguage } from '../about/about-language.ts';
import type { BoardEnv } from '../board-env.ts';
import { sendBadge } from '../outlet.ts';
import type { BoardSources } from '../sources.ts';

/** Pictures for other pages of those who may see what they say; let in as every other answer is. */
export function addBadgeRoutes(
  app: OpenAPIHono<BoardEnv>,
  sources: Pick<BoardSources, 'sectorBadge' | 'targetBadge'>,
): void {
  const languageOf = (c: Context<BoardEnv>) =>
    aboutLanguage(c.req.query('lang'), c.req.header('accept-language'));
  app.get('/api/sectors/:id/badge.svg', (c) =>
    sendBadge(sources.sectorBadge(c.get('viewer'), c.req.param('id')), languageOf(c)),
  );
  app.get('/api/targets/:id/badge.svg', (c) =>
    sendBadge(sources.targetBadge(c.get('viewer'), c.req.param('id')), languageOf(c)),
  );
}
