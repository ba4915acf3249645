import { z } from '@hono/zod-openapi';
import { envelopeOf } from '../api-schema.ts';
import type { Describe, Responses } from '../described.ts';
import { TABLE_FORMATS } from '../export/table.ts';
import { auditChainSchema, auditPageSchema, looksSchema } from './audit-schema.ts';

const FILTER = {
  actor: z.string().optional().openapi({ description: 'only what this account did' }),
  action: z.string().optional().openapi({ description: 'only this, as `target.viewed`' }),
  subject: z.string().optional().openapi({ description: 'only to this, by its id' }),
  from: z.string().optional().openapi({
    description: 'ISO time (without offset: the zone of the council) or epoch ms',
  }),
  to: z.string().optional().openapi({ description: 'as from, exclusive' }),
};

/** The routes of the audit for the OpenAPI document. */
export function describeAudit({
  get,
  json,
}: {
  readonly get: Describe;
  readonly json: (schema: z.ZodType) => Responses;
}): void {
  get('/api/audit', 'what was done and looked at, the newest first', {
    request: {
      query: z.object({
        ...FILTER,
        before: z.string().optional().openapi({ description: '`next` of the page before' }),
      }),
    },
    responses: json(envelopeOf(auditPageSchema)),
    errors: [400, 403, 404, 503],
  });
  get('/api/audit/chain', 'whether every line follows from the one before', {
    responses: json(envelopeOf(auditChainSchema)),
    errors: [403, 404, 503],
  });
  get('/api/audit/lines', 'the same as a file of every line, the oldest first', {
    request: { query: z.object({ ...FILTER, format: z.enum(TABLE_FORMATS) }) },
    responses: {
      200: {
        description: 'a row a line, each with its marking',
        content: {
          'text/csv': { schema: z.string() },
          'application/x-ndjson': { schema: z.string() },
        },
      },
    },
    errors: [400, 403, 404],
  });
  get('/api/looks', 'to a member: who saw its sites by name', {
    responses: json(envelopeOf(looksSchema)),
    errors: [403, 404, 503],
  });
}
