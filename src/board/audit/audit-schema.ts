import { z } from '@hono/zod-openapi';
import { CONSENTS } from '../../core/config.ts';
import { LOOK_WAYS } from '../../core/words/look.ts';
import { VIEWER_KINDS } from '../../core/words/viewer.ts';
import { at, count, text } from '../api-schema.ts';
import type { AuditChainDto, AuditPageDto, LooksDto } from '../dto/audit.ts';
import { plainCouncil } from '../shared-schema.ts';

/** The shapes of `dto/audit.ts`; the tests hold real answers against them. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const seq = z.int().positive();

const line = z
  .strictObject({
    ...{ seq, at, actor: z.string(), action: z.string() },
    ...{ subject: z.string().nullable(), detail: z.string().nullable() },
    ...{ previousHash: hash, hash },
  })
  .openapi('AuditLine');

export const auditPageSchema = z
  .strictObject({ lines: z.array(line), next: seq.nullable(), council: plainCouncil })
  .openapi('AuditPage') satisfies z.ZodType<AuditPageDto>;

export const auditChainSchema = z
  .strictObject({
    ...{ checkedAt: at, lines: count, hash },
    broken: z
      .strictObject({ seq, fault: z.enum(['missing', 'unlinked', 'changed']) })
      .nullable()
      .describe('the first line that does not follow from the one before'),
  })
  .openapi('AuditChain') satisfies z.ZodType<AuditChainDto>;

const consent = z.enum(CONSENTS);

export const looksSchema = z
  .strictObject({
    looks: z.array(
      z.strictObject({
        ...{ at, kind: z.enum(VIEWER_KINDS), office: text, way: z.enum(LOOK_WAYS) },
        looked: z.strictObject({
          kind: z.enum(['target', 'list']).describe('at it alone, or at a list that held it'),
          ...{ target: z.string(), consent, right: z.enum(['judgement', 'detail']) },
        }),
      }),
    ),
    isCut: z.boolean().describe('there were more'),
    from: at,
    sites: z.array(z.strictObject({ target: z.string(), consent })),
    council: plainCouncil,
  })
  .openapi('Looks') satisfies z.ZodType<LooksDto>;
