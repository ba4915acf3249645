import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { DAY_KINDS } from '../../core/calendar.ts';
import type { MemberActs } from '../../core/ports/member-acts.ts';
import { LANGUAGES } from '../../core/words/language.ts';
import { CONTACT_KINDS, NOTICE_WEIGHTS } from '../../core/words/recipient.ts';
import type { BoardEnv } from '../board-env.ts';
import { actOf, asActor } from '../entrance/account-routes.ts';
import { limitActs } from '../entrance/limit-acts.ts';
import { sendAct, sendNotDone, sendRefused } from '../outlet.ts';

const MOST_AT_ONCE = 100;
const WEEK_MS = 604_800_000;
const MINUTES = 1440;

const ofMember = {
  member: z.string().max(63),
  request: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .describe('reference of the member’s request; null: the member itself'),
};
const quietHours = z.strictObject({
  from: z
    .int()
    .min(0)
    .max(MINUTES - 1),
  to: z.int().min(0).max(MINUTES),
  days: z.array(z.enum(DAY_KINDS)).min(1).max(DAY_KINDS.length),
});
const contact = z.strictObject({
  kind: z.enum(CONTACT_KINDS),
  to: z.string().max(1000).nullable().describe('null: as the contact at `place` has it'),
  place: z.int().min(0).nullable().describe('from 0, in the list that was seen; null: a new one'),
  role: z.string().max(1000).nullable().default(null),
  language: z.enum(LANGUAGES).default('ja'),
  floor: z.enum(NOTICE_WEIGHTS).default('slow'),
  quietHours: quietHours.nullable().default(null),
  escalateAfterMs: z.int().min(0).max(WEEK_MS).default(0),
});

/** What `/api/contacts` takes: all contacts of a member from now on. */
export const contactsBody = z.strictObject({
  ...ofMember,
  seen: z.string().max(100).describe('stamp of the list that is changed'),
  contacts: z.array(contact).max(MOST_AT_ONCE),
});
/** What `/api/contacts/verify` takes: a code that was sent to a contact. */
export const codeBody = z.strictObject({
  ...ofMember,
  seen: z.string().max(100).describe('stamp of the list that the contact is in'),
  place: z.int().min(0).describe('of the contact in it, from 0'),
  code: z.string().trim().min(1).max(20),
});

/** Of one account: each new address is sent something. */
const LISTS = { burst: 10, perSecond: 1 / 60 };
/** Of one account: a code of six digits is not to be found by trying. */
const CODES = { burst: 5, perSecond: 1 / 600 };

export interface ContactRouteParts {
  readonly acts: Pick<MemberActs, 'setContacts' | 'verifyContact'>;
  readonly monotonicMs: () => number;
}

/** How members are reached. */
export function addContactRoutes(
  app: OpenAPIHono<BoardEnv>,
  { acts, monotonicMs }: ContactRouteParts,
): void {
  limitActs(app, { paths: ['/api/contacts'], rate: LISTS, monotonicMs });
  limitActs(app, { paths: ['/api/contacts/verify'], rate: CODES, monotonicMs });
  actOf(app, '/api/contacts', contactsBody, (order, c) =>
    asActor(c, async (actor) => {
      const refusal = await acts.setContacts(actor, order);
      if (refusal === null) return sendAct({});
      return typeof refusal === 'string' ? sendRefused(refusal) : sendNotDone(refusal);
    }),
  );
  actOf(app, '/api/contacts/verify', codeBody, (order, c) =>
    asActor(c, async (actor) => {
      const refusal = await acts.verifyContact(actor, order);
      return refusal === null ? sendAct({}) : sendRefused(refusal);
    }),
  );
}
