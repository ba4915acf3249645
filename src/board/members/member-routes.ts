import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { CONSENTS } from '../../core/config.ts';
import type { MemberActs, MemberRefusal } from '../../core/ports/member-acts.ts';
import { STATEMENT_KINDS } from '../../core/words/statement.ts';
import type { BoardEnv } from '../board-env.ts';
import { actOf, asActor } from '../entrance/account-routes.ts';
import { limitActs } from '../entrance/limit-acts.ts';
import { sendAct, sendRefused } from '../outlet.ts';
import { addContactRoutes } from './contact-routes.ts';
import { addWorkRoutes } from './work-routes.ts';

const id = z.string().max(63);
/** One line of the reference of a request. */
const request = z.string().max(200).nullable().default(null);
const consentSchema = z.strictObject({
  ...{ target: id, request },
  consent: z.enum(CONSENTS).optional(),
  secretariatSees: z.enum(['detail', 'judgement']).optional(),
});

const text = z.string().max(1000);
const time = z.int().nonnegative();
const statementSchema = z.strictObject({
  ...{ target: id, request, text, until: time },
  kind: z.enum(STATEMENT_KINDS),
  from: time.nullable().default(null),
});
const endSchema = z.strictObject({ id: z.string().max(100), request });
const answerSchema = z.strictObject({ id: z.string().max(100), isAgreed: z.boolean(), text });

/** Of one account: what changes what others see is made anew for all of them. */
const ACTS = { burst: 20, perSecond: 1 / 6 };

const WITH_ACTS = ['/api/consent', '/api/statements', '/api/statements/end', '/api/tasks/answer'];

export interface MemberRouteParts {
  readonly acts: MemberActs;
  readonly monotonicMs: () => number;
}

/** What members do on the board, and others on their behalf. */
export function addMemberRoutes(
  app: OpenAPIHono<BoardEnv>,
  { acts, monotonicMs }: MemberRouteParts,
): void {
  limitActs(app, { paths: WITH_ACTS, rate: ACTS, monotonicMs });
  addContactRoutes(app, { acts, monotonicMs });
  addWorkRoutes(app, { acts, monotonicMs });
  actOf(app, '/api/consent', consentSchema, ({ consent, secretariatSees, ...order }, c) =>
    asActor(c, async (actor) => {
      const levels = {
        ...(consent === undefined ? {} : { consent }),
        ...(secretariatSees === undefined ? {} : { secretariatSees }),
      };
      return doneOr(await acts.setConsent(actor, { ...order, ...levels }));
    }),
  );
  actOf(app, '/api/statements', statementSchema, (order, c) =>
    asActor(c, async (actor) => doneOr(await acts.makeStatement(actor, order))),
  );
  actOf(app, '/api/statements/end', endSchema, (order, c) =>
    asActor(c, async (actor) => doneOr(await acts.endStatement(actor, order))),
  );
  actOf(app, '/api/tasks/answer', answerSchema, (order, c) =>
    asActor(c, async (actor) => doneOr(await acts.answerStatement(actor, order))),
  );
}

function doneOr(refusal: MemberRefusal | null): Response {
  return refusal === null ? sendAct({}) : sendRefused(refusal);
}
