import { z } from '@hono/zod-openapi';
import { DAY_KINDS } from '../../core/calendar.ts';
import { CONSENTS } from '../../core/config.ts';
import { JUDGEMENTS } from '../../core/words/judgement.ts';
import { LANGUAGES } from '../../core/words/language.ts';
import { CONTACT_KINDS, NOTICE_WEIGHTS } from '../../core/words/recipient.ts';
import { STATEMENT_KINDS } from '../../core/words/statement.ts';
import { at, count, named, text } from '../api-schema.ts';
import type { MemberPageDto } from '../dto/member.ts';
import type { StatementListDto, TaskListDto } from '../dto/statement.ts';
import { council, viewer } from '../shared-schema.ts';

/** The shapes of `dto/member.ts` for the OpenAPI document. */
const shape = { consent: z.enum(CONSENTS), secretariatSees: z.enum(['detail', 'judgement']) };
const levels = z.strictObject(shape).openapi('SharingLevels');

const version = z.strictObject({
  ...shape,
  version: z.int().positive(),
  at: at.describe('epoch ms since when it holds; 0 = always'),
  by: z.enum(['member', 'secretariat', 'operator', 'file']),
  actor: z.string(),
  request: z.string().nullable().describe('reference of the member’s request'),
});

const load = z
  .strictObject({
    probes: count,
    requests: count,
    bodyBytes: count,
    requestsADay: count.nullable(),
    bodyBytesADay: count.nullable(),
  })
  .describe('of the last 24 hours');

const statementShape = {
  id: z.string(),
  target: z.string(),
  kind: z.enum(STATEMENT_KINDS),
  text: z.string().describe('the member’s own words'),
  from: at.describe('epoch ms since when the judgement stood that it is about'),
  until: at,
  at,
  by: z.enum(['member', 'secretariat', 'operator']),
  answer: z
    .strictObject({ isAgreed: z.boolean(), text: z.string(), at })
    .nullable()
    .describe('of the operator'),
};
const statement = z.strictObject(statementShape).openapi('Statement');
const memberStatement = z
  .strictObject({
    ...statementShape,
    actor: z.string(),
    request: z.string().nullable(),
    endedAt: at.nullable().describe('when it was taken back'),
  })
  .openapi('MemberStatement');

export const statementListSchema = z
  .strictObject({ timezone: z.string(), statements: z.array(statement) })
  .openapi('StatementList') satisfies z.ZodType<StatementListDto>;

export const taskListSchema = z
  .strictObject({
    council,
    tasks: z.array(z.strictObject({ member: named, statement: memberStatement })),
  })
  .openapi('TaskList') satisfies z.ZodType<TaskListDto>;

const site = z
  .strictObject({
    target: z.string(),
    judgement: z.enum(JUDGEMENTS),
    since: at.nullable(),
    levels,
    owner: z.enum(['member', 'file']).describe('whose the levels are'),
    file: levels.describe('what the files have'),
    versions: z.array(version).describe('the newest first'),
    troubles: z.array(
      z.strictObject({ from: at, to: at.nullable(), judgement: z.enum(JUDGEMENTS) }),
    ),
    statements: z.array(memberStatement),
    detail: z
      .strictObject({ url: z.string().nullable(), isStopped: z.boolean(), load: load.nullable() })
      .nullable()
      .describe('null: the reader may know the judgement alone'),
  })
  .openapi('MemberSite');

const contact = z.strictObject({
  kind: z.enum(CONTACT_KINDS),
  role: z.string().nullable(),
  floor: z.enum(NOTICE_WEIGHTS),
  escalateAfterMs: count,
  to: z.string().nullable().describe('null: the address is a password'),
  language: z.enum(LANGUAGES),
  quietHours: z
    .strictObject({ from: count, to: count, days: z.array(z.enum(DAY_KINDS)) })
    .nullable()
    .describe('minutes of the day in the council’s zone'),
  isTold: z.boolean(),
  isVerified: z.boolean(),
});

const contactList = z.strictObject({
  stamp: z.string().describe('goes with an order that changes the contacts'),
  set: z
    .strictObject({
      version: z.int().positive(),
      at,
      by: z.enum(['member', 'secretariat', 'operator']),
      actor: z.string(),
      request: z.string().nullable(),
    })
    .nullable()
    .describe('null: they are the files’'),
  unused: count.nullable().describe('contacts of the files, where those are others'),
});

const work = z.strictObject({
  id: z.string().nullable().describe('to take it back by; null: it is of the files'),
  title: text.nullable(),
  from: at,
  to: at,
  targets: z.array(z.string()).nullable().describe('null: all of them'),
});

export const memberPageSchema = z
  .strictObject({
    ...{ council, viewer, member: named, sector: named },
    right: z.enum(['allowed', 'by_request']),
    sites: z.array(site),
    contacts: z.array(contact),
    contactList,
    maintenance: z.array(work),
  })
  .openapi('MemberPage') satisfies z.ZodType<MemberPageDto>;
