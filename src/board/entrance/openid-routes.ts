import type { IncomingMessage } from 'node:http';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { BoardEnv } from '../board-env.ts';
import type { BegunDto } from '../dto/entrance.ts';
import { addressOf, isSecure } from '../guard.ts';
import { sendAct, sendError, sendRefused } from '../outlet.ts';
import { callerOf } from './caller.ts';
import { cookieOf, secretOf } from './cookie.ts';
import { type EntranceRouteParts, fromOf, notUnderstood, opened } from './entrance-routes.ts';
import { RateLimit } from './rate-limit.ts';
import { readBody, readText } from './read-body.ts';

/** Where the issuer itself says that somebody logged out; it has no page of ours. */
export const BY_ISSUER = '/api/entrance/openid/logout';

/** An issuer tells of every login that ends; the signature of each is checked. */
const LOGOUTS = { burst: 60, perSecond: 5 };

const beginSchema = z.strictObject({});
const finishSchema = z.strictObject({ query: z.string().max(8000) });

/** How somebody comes in by the issuer: there, back, and out. */
export function addOpenIdRoutes(app: OpenAPIHono<BoardEnv>, parts: EntranceRouteParts): void {
  const { desk, guard, now } = parts;
  const { openId } = desk.entrance;
  const place = { isSecure: isSecure(guard), of: 'openid' } as const;
  app.post('/api/entrance/openid/begin', async (c) => {
    if ((await readBody(c.env.incoming, beginSchema)) === null) return notUnderstood();
    if (openId === null) return noIssuer();
    const { value, refusal } = await openId.begin();
    if (refusal !== null) return sendRefused(refusal);
    const { location, secret, endsAt } = value;
    const cookie = cookieOf(secret, Math.ceil((endsAt - now()) / 1000), place);
    return sendAct({ location } satisfies BegunDto, { cookie });
  });
  app.post('/api/entrance/openid/finish', async (c) => {
    const body = await readBody(c.env.incoming, finishSchema);
    if (body === null) return notUnderstood();
    if (openId === null) return noIssuer();
    const secret = secretOf(c.req.header('cookie'), place) ?? '';
    return opened(await openId.finish(secret, body.query, fromOf(c, guard)), parts);
  });
  const logouts = new RateLimit(LOGOUTS, parts.monotonicMs);
  app.post(BY_ISSUER, async (c) => {
    if (openId === null) return noIssuer();
    const waitS = logouts.take(addressOf(callerOf(c), guard));
    if (waitS > 0) return sendError('too_many', 'too many requests', { retryAfterS: waitS });
    const token = await logoutTokenOf(c.env.incoming);
    if (token === null) return notUnderstood();
    const isTaken = await openId.endByIssuer(token);
    return isTaken ? sendAct({}) : sendError('invalid', 'the logout token is not taken');
  });
}

async function logoutTokenOf(incoming: IncomingMessage): Promise<string | null> {
  const text = await readText(incoming, 'application/x-www-form-urlencoded');
  return text === null ? null : new URLSearchParams(text).get('logout_token');
}

function noIssuer(): Response {
  return sendRefused('not_found');
}
