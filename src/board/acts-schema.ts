import { z } from '@hono/zod-openapi';
import { OUTBOX_STATES } from '../core/ports/notice-store.ts';
import { PATTERNS } from '../core/words/incident.ts';
import { NOTICE_KINDS } from '../core/words/notice.ts';
import { TOLD_STATES } from '../core/words/told-state.ts';
import { at, count, ms, named, text } from './api-schema.ts';
import type { DrillsDto, MessagesDto, SiteActsDto, ToldDto, WaitingDto } from './dto/acts.ts';
import { council as sharedCouncilSchema } from './shared-schema.ts';

/** The shapes of `dto/acts.ts` for the OpenAPI document. */
const acknowledged = z.strictObject({ at, by: z.string() }).nullable();
const timezone = z.string().describe('IANA name of the council’s zone');

export const toldSchema: z.ZodType<ToldDto> = z
  .strictObject({
    mayAcknowledge: z.boolean(),
    own: acknowledged.describe('that the reader’s own office acknowledged it'),
    counts: z.record(z.enum(TOLD_STATES), count),
    recipients: z.array(
      z.strictObject({
        ...{ id: z.string(), name: text, state: z.enum(TOLD_STATES), acknowledged },
        contacts: z.array(
          z.strictObject({
            contact: text.describe('of a secret address its host alone'),
            role: z.string().nullable(),
            isTelephone: z.boolean(),
            isVerified: z.boolean(),
            bounce: z.string().nullable().describe('why it is not reached; null = it is'),
            notice: z
              .strictObject({ state: z.enum(OUTBOX_STATES), at, error: z.string().nullable() })
              .nullable(),
          }),
        ),
      }),
    ),
    timezone,
  })
  .openapi('Told');

const silence = z
  .strictObject({
    id: z.string(),
    whose: z.enum(['own', 'all', 'other']),
    recipient: text.nullable().describe('of `other`: whose messages'),
    about: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('anything') }),
      z.strictObject({ kind: z.enum(['target', 'sector']), id: z.string(), name: text }),
      z.strictObject({ kind: z.literal('incident'), id: z.string().nullable() }),
    ]),
    from: at,
    until: at,
    by: z.string().nullable().describe('null = the operator'),
    reason: z.string().nullable(),
    mayEnd: z.boolean(),
  })
  .openapi('Silence');

export const messagesSchema: z.ZodType<MessagesDto> = z
  .strictObject({
    own: z
      .strictObject({ name: text, hasContact: z.boolean() })
      .nullable()
      .describe('as whom the reader is told; null = it is not known'),
    mayOfAll: z.boolean(),
    silences: z.array(silence),
    sectors: z.array(named),
    council: sharedCouncilSchema,
  })
  .openapi('Messages');

const proposal = { at, by: z.string(), reason: z.string() };
const proposed = z.strictObject(proposal).nullable();

export const waitingSchema: z.ZodType<WaitingDto> = z
  .strictObject({
    proposals: z.array(
      z.strictObject({
        ...{ id: z.int(), kind: z.enum(['stop', 'enrol', 'drill']) },
        ...{ subject: z.string(), url: z.string().nullable() },
        ...{ name: text.nullable(), ...proposal },
      }),
    ),
    undelivered: z.array(
      z.strictObject({
        ...{ seq: z.int(), recipient: text, contact: text, kind: z.enum(NOTICE_KINDS) },
        ...{ reference: z.string(), at, error: z.string().nullable() },
      }),
    ),
    council: sharedCouncilSchema,
  })
  .openapi('Waiting');

export const drillsSchema: z.ZodType<DrillsDto> = z
  .strictObject({
    may: z.enum(['hold', 'propose']),
    impossible: text.nullable().describe('why none can be begun here; null = one can'),
    scenarios: z.array(
      z.strictObject({
        ...{ id: z.string(), title: text, description: text, startsAt: at, lengthMs: ms },
        ...{ expected: z.enum([...PATTERNS, 'none']), proposed },
      }),
    ),
    speeds: z.array(z.int()),
    council: sharedCouncilSchema,
  })
  .openapi('Drills');

export const siteActsSchema: z.ZodType<SiteActsDto> = z
  .strictObject({
    ...{ mayStop: z.boolean(), mayResume: z.boolean(), mayPropose: z.boolean() },
    proposed: proposed.describe('to the operator and to who proposed it'),
  })
  .openapi('SiteActs');
