import { z } from '@hono/zod-openapi';
import { READING_TRIGGERS } from '../core/ports/config-history.ts';
import { PART_KINDS, TOLD_CHANGES } from '../core/words/told-plan.ts';
import { at, council, count, text } from './api-schema.ts';
import type { PlanDto } from './dto/plan.ts';
import { refusedSchema } from './prober-schema.ts';

/** The shape of `dto/plan.ts` for the OpenAPI document. */
const change = z
  .strictObject({
    change: z.enum(TOLD_CHANGES),
    kind: z.enum(PART_KINDS),
    what: text,
    member: text.nullable().describe('whose a site is that comes or goes'),
    url: z.string().nullable(),
    fields: z.array(
      z.strictObject({ name: text, before: text, after: text, note: text.nullable() }),
    ),
    note: text.nullable(),
  })
  .openapi('PlannedChange');

const plan = z
  .strictObject({
    sectors: z.array(
      z.strictObject({
        sector: z.string(),
        change: z.enum(['added', 'removed', 'kept']),
        ...{ added: count, removed: count, renamed: count, changed: count, kept: count },
      }),
    ),
    changes: z.array(change),
    more: count.describe('changes that are not listed'),
    removals: z.strictObject({ count, of: count }),
  })
  .openapi('Plan');

const read = {
  trigger: z.enum(READING_TRIGGERS),
  files: z
    .array(z.strictObject({ file: z.string(), change: z.enum(['added', 'removed', 'changed']) }))
    .describe('that differ from those in force; empty = not known'),
};

export const planSchema: z.ZodType<PlanDto> = z
  .strictObject({
    council,
    inForce: z
      .strictObject({ loadedAt: at, restart: z.array(z.string()) })
      .nullable()
      .describe('null = the configuration cannot change while the service runs'),
    applied: z
      .array(
        z.strictObject({
          ...{ at, ...read, plan, confirmedRemovals: count.nullable() },
          restart: z.array(z.string()),
        }),
      )
      .describe('changes that this run of the service took, the newest first, ten at most'),
    waiting: z
      .strictObject({ refused: refusedSchema, ...read, plan: plan.nullable() })
      .nullable()
      .describe('the newest reading, where it was refused'),
  })
  .openapi('PlanPage');
