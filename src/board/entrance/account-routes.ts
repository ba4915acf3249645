import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import {
  type Actor,
  AT_MACHINE,
  type EntranceAnswer,
  type Invited,
  type Pass,
} from '../../core/ports/entrance.ts';
import { type Office, TOKEN_SCOPES } from '../../core/words/account.ts';
import type { BoardEnv } from '../board-env.ts';
import type { InvitedDto } from '../dto/entrance.ts';
import { sendAct, sendError, sendMarked, sendRefused } from '../outlet.ts';
import type { EntranceDesk } from './entrance-desk.ts';
import { answerOf, type EntranceRouteParts, notUnderstood } from './entrance-routes.ts';
import { RateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { TRIES } from './tries.ts';

const text = (most: number) => z.string().max(most);
const passwordSchema = z.strictObject({ current: text(1000), password: text(1000) });
const ownerSchema = z.strictObject({ password: text(1000) });
const idSchema = z.strictObject({ id: text(100) });
const tokenSchema = z.strictObject({
  ...{ name: text(200), scope: z.enum(TOKEN_SCOPES), days: z.number() },
  password: text(1000),
});
const wallSchema = z.strictObject({
  ...{ name: text(200), range: text(100), days: z.number(), password: text(1000) },
});
const officeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('member'), member: text(63) }),
  z.strictObject({ kind: z.literal('secretariat'), sector: text(63) }),
  z.strictObject({ kind: z.enum(['council', 'observer', 'operator']) }),
]);
/** Of who acts; nobody at the machine has one. */
const proof = { password: text(1000).optional() };
const inviteSchema = z.strictObject({ name: text(200), office: officeSchema, ...proof });
const accountSchema = z.strictObject({ id: text(100), ...proof });

/** Acts for each of which a password is hashed. */
const WITH_PASSWORD = [
  '/api/account/password',
  '/api/account/recovery',
  '/api/account/tokens',
  '/api/account/walls',
  '/api/accounts',
  '/api/accounts/reset',
  '/api/accounts/end',
];

type Answer = Response | Promise<Response>;

/** What people do with their own accounts and with those that they administer. */
export function addAccountRoutes(
  app: OpenAPIHono<BoardEnv>,
  { desk, monotonicMs }: Pick<EntranceRouteParts, 'desk' | 'monotonicMs'>,
): void {
  const tries = new RateLimit(TRIES, monotonicMs);
  for (const path of WITH_PASSWORD) {
    app.post(path, async (c, next) => {
      const pass = c.get('pass');
      const waitS = pass === null ? 0 : tries.take(pass.account);
      if (waitS > 0) return sendError('too_many', 'too many tries', { retryAfterS: waitS });
      return await next();
    });
  }
  addOwn(app, desk);
  addAdministration(app, desk);
}

function addOwn(app: OpenAPIHono<BoardEnv>, desk: EntranceDesk): void {
  const { entrance } = desk;
  app.get('/api/account', (c) => asOwner(c, (pass) => sendMarked(desk.own(pass))));
  actOf(app, '/api/account/password', passwordSchema, (body, c) =>
    asOwner(c, async (pass) => answerOf(await entrance.changePassword(pass, body))),
  );
  actOf(app, '/api/account/recovery', ownerSchema, ({ password }, c) =>
    asOwner(c, async (pass) => {
      const { value, refusal } = await entrance.renewRecovery(pass, password);
      return refusal === null ? sendAct({ recoveryCodes: value }) : sendRefused(refusal);
    }),
  );
  actOf(app, '/api/account/sessions/end', idSchema, ({ id }, c) =>
    asOwner(c, async (pass) => answerOf(await entrance.endSession(pass, id))),
  );
  actOf(app, '/api/account/tokens', tokenSchema, (draft, c) =>
    asOwner(c, async (pass) => answerOf(await entrance.makeToken(pass, draft))),
  );
  actOf(app, '/api/account/walls', wallSchema, (draft, c) =>
    asOwner(c, async (pass) => answerOf(await entrance.makeWall(pass, draft))),
  );
  actOf(app, '/api/account/walls/end', idSchema, ({ id }, c) =>
    asOwner(c, async (pass) => answerOf(await entrance.endWall(pass, id))),
  );
  actOf(app, '/api/account/tokens/end', idSchema, ({ id }, c) =>
    asOwner(c, async (pass) => answerOf(await entrance.endToken(pass, id))),
  );
}

function addAdministration(app: OpenAPIHono<BoardEnv>, desk: EntranceDesk): void {
  const { entrance } = desk;
  app.get('/api/accounts', (c) => asActor(c, (actor) => sendMarked(desk.accounts(actor))));
  app.get('/api/accounts/members', (c) => asActor(c, (actor) => sendMarked(desk.members(actor))));
  actOf(app, '/api/accounts', inviteSchema, ({ name, office, password }, c) =>
    asProven(c, { desk, password }, async (actor) => {
      return invitedOf(await entrance.invite(actor, { name, office: office satisfies Office }));
    }),
  );
  actOf(app, '/api/accounts/reset', accountSchema, ({ id, password }, c) =>
    asProven(c, { desk, password }, async (actor) => invitedOf(await entrance.reset(actor, id))),
  );
  actOf(app, '/api/accounts/end', accountSchema, ({ id, password }, c) =>
    asProven(c, { desk, password }, async (actor) => {
      const { refusal } = await entrance.end(actor, id);
      return refusal === null ? sendAct({}) : sendRefused(refusal);
    }),
  );
}

/** An act whose body is as its schema has it. */
export function actOf<T>(
  app: OpenAPIHono<BoardEnv>,
  path: string,
  schema: z.ZodType<T>,
  act: (body: T, c: Context<BoardEnv>) => Answer,
): void {
  app.post(path, async (c) => {
    const body = await readBody(c.env.incoming, schema);
    return body === null ? notUnderstood() : await act(body, c);
  });
}

function asOwner(c: Context<BoardEnv>, act: (pass: Pass) => Answer): Answer {
  const pass = c.get('pass');
  if (pass === null) return sendError('not_found', 'there are no accounts yet');
  return pass.by === 'session' ? act(pass) : onlyReads();
}

/** As somebody in a session, or at the machine while there are no accounts. */
export function asActor(c: Context<BoardEnv>, act: (actor: Actor) => Answer): Answer {
  const pass = c.get('pass');
  if (pass === null) {
    const isAtMachine = c.get('viewer').kind === 'operator';
    return isAtMachine ? act(AT_MACHINE) : sendError('not_found', 'there are no accounts yet');
  }
  return pass.by === 'session' ? act(pass) : onlyReads();
}

/** What a session alone does not do: who found a browser open would make himself a way in that lasts. */
async function asProven(
  c: Context<BoardEnv>,
  { desk, password = '' }: { readonly desk: EntranceDesk; readonly password: string | undefined },
  act: (actor: Actor) => Answer,
): Promise<Response> {
  const pass = c.get('pass');
  if (pass?.by !== 'session') return await asActor(c, act);
  const refusal = await desk.entrance.proof(pass, password);
  return refusal === null ? await act(pass) : sendRefused(refusal);
}

function onlyReads(): Response {
  return sendError('forbidden', 'a token or a wall reads what is measured, and nothing else');
}

function invitedOf({ value, refusal }: EntranceAnswer<Invited>): Response {
  if (refusal !== null) return sendRefused(refusal);
  const path = `/invitation#${value.secret}`;
  return sendAct({ name: value.account.name, path, endsAt: value.endsAt } satisfies InvitedDto);
}
