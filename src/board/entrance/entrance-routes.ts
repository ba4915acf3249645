import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { encode } from 'uqr';
import { z } from 'zod';
import type { EntranceAnswer, OpenedSession } from '../../core/ports/entrance.ts';
import type { BoardEnv } from '../board-env.ts';
import type { EnrolmentDto, EntranceDto } from '../dto/entrance.ts';
import { addressOf, type GuardOptions, isSecure } from '../guard.ts';
import { sendAct, sendError, sendRefused } from '../outlet.ts';
import { callerOf } from './caller.ts';
import { cookieOf, secretOf } from './cookie.ts';
import { csrfOf } from './csrf.ts';
import type { EntranceDesk } from './entrance-desk.ts';
import { readBody } from './read-body.ts';
import { AddressTries } from './tries.ts';

export interface EntranceRouteParts {
  readonly desk: EntranceDesk;
  readonly guard: GuardOptions;
  /** Epoch ms. */
  readonly now: () => number;
  readonly monotonicMs: () => number;
}

/** Answered before anybody is known. */
export const FOR_EVERYBODY: ReadonlySet<string> = new Set([
  '/api/entrance',
  '/api/entrance/login',
  '/api/entrance/code',
  '/api/entrance/invitation',
  '/api/entrance/acceptance',
  '/api/entrance/wall',
  '/api/entrance/openid/begin',
  '/api/entrance/openid/finish',
]);

/** Tries that it took to come in by the act, none of which counts then; what only begins gives none back. */
const TRIES_OF_SUCCESS: ReadonlyMap<string, number> = new Map([
  ['/api/entrance/code', 2],
  ['/api/entrance/acceptance', 2],
  ['/api/entrance/wall', 1],
  ['/api/entrance/openid/finish', 2],
]);

const text = (most: number) => z.string().max(most);
const loginSchema = z.strictObject({ name: text(200), password: text(1000) });
const codeSchema = z.strictObject({ ticket: text(100), code: text(100) });
/** The secret of a link. */
const secretSchema = z.strictObject({ secret: text(100) });
const acceptanceSchema = z.strictObject({
  ...{ secret: text(100), ticket: text(100) },
  ...{ password: text(1000), code: text(100) },
});

/** How somebody comes in, and goes. */
export function addEntranceRoutes(app: OpenAPIHono<BoardEnv>, parts: EntranceRouteParts): void {
  const { desk, guard } = parts;
  const { entrance } = desk;
  const tries = new AddressTries(parts.monotonicMs);
  app.get('/api/entrance', (c) => sendAct(entranceOf(c, parts)));
  for (const path of FOR_EVERYBODY) {
    app.post(path, async (c, next) => {
      const address = addressOf(callerOf(c), guard);
      const waitS = tries.take(address);
      if (waitS > 0) return sendError('too_many', 'too many tries', { retryAfterS: waitS });
      await next();
      if (c.res.ok) tries.giveBack(address, TRIES_OF_SUCCESS.get(path) ?? 0);
      return undefined;
    });
  }
  app.post('/api/entrance/login', async (c) => {
    const body = await readBody(c.env.incoming, loginSchema);
    if (body === null) return notUnderstood();
    return answerOf(await entrance.login(body.name, body.password, fromOf(c, guard)));
  });
  app.post('/api/entrance/code', async (c) => {
    const body = await readBody(c.env.incoming, codeSchema);
    if (body === null) return notUnderstood();
    return opened(await entrance.confirm(body.ticket, body.code, fromOf(c, guard)), parts);
  });
  app.post('/api/entrance/invitation', async (c) => {
    const body = await readBody(c.env.incoming, secretSchema);
    if (body === null) return notUnderstood();
    const { value, refusal } = entrance.openInvitation(body.secret);
    if (refusal !== null) return sendRefused(refusal);
    const { ticket, name, office, totpUri, totpKey } = value;
    const shown = { ticket, name, totpUri, totpKey, office: desk.nameOf(office) };
    return sendAct({ ...shown, qr: qrOf(totpUri) } satisfies EnrolmentDto);
  });
  app.post('/api/entrance/acceptance', async (c) => {
    const body = await readBody(c.env.incoming, acceptanceSchema);
    if (body === null) return notUnderstood();
    return opened(await entrance.accept(body, fromOf(c, guard)), parts);
  });
  app.post('/api/entrance/wall', async (c) => {
    const body = await readBody(c.env.incoming, secretSchema);
    if (body === null) return notUnderstood();
    // A link that was followed must not change who somebody is.
    if (c.get('pass')?.by === 'session') return sendRefused('wall_in_session');
    return opened(entrance.openWall(body.secret, addressOf(callerOf(c), guard)), parts);
  });
  app.post('/api/entrance/logout', async (c) => {
    const pass = c.get('pass');
    if (pass?.by !== 'session') return sendError('not_found', 'nobody is in');
    await entrance.logout(pass);
    return sendAct({}, { cookie: cookieOf('', 0, { isSecure: isSecure(guard) }) });
  });
}

function entranceOf(c: Context<BoardEnv>, { desk, guard }: EntranceRouteParts): EntranceDto {
  const pass = c.get('pass') ?? null;
  if (!desk.entrance.isBegun) return { state: 'open' };
  if (pass === null || pass.by === 'token') {
    return { state: 'closed', issuer: desk.entrance.openId?.name ?? null };
  }
  const secret = secretOf(c.req.header('cookie'), { isSecure: isSecure(guard) }) ?? '';
  const { name, viewer } = pass;
  return { state: 'in', name, viewer, isWall: pass.by === 'wall', csrf: csrfOf(secret) };
}

/** The cookie of a session that was opened, and what else is told with it. */
export function opened<T extends OpenedSession>(
  answer: EntranceAnswer<T>,
  { guard, now }: EntranceRouteParts,
): Response {
  if (answer.refusal !== null) return sendRefused(answer.refusal);
  const { secret, endsAt, ...rest } = answer.value;
  const seconds = Math.ceil((endsAt - now()) / 1000);
  const cookie = cookieOf(secret, seconds, { isSecure: isSecure(guard) });
  return sendAct({ ...rest, endsAt }, { cookie });
}

/** What an act came to. */
export function answerOf<T extends object>(answer: EntranceAnswer<T | null>): Response {
  return answer.refusal === null ? sendAct(answer.value ?? {}) : sendRefused(answer.refusal);
}

export function notUnderstood(): Response {
  return sendError('invalid', 'the act is not understood');
}

export function fromOf(c: Context<BoardEnv>, guard: GuardOptions) {
  const agent = c.req.header('user-agent') ?? '';
  return { address: addressOf(callerOf(c), guard), agent };
}

function qrOf(uri: string): readonly string[] {
  const { data } = encode(uri, { ecc: 'L', border: 0 });
  return data.map((row) => row.map((isDark) => (isDark ? '#' : ' ')).join(''));
}
