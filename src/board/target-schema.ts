import { z } from '@hono/zod-openapi';
import { CONSENTS } from '../core/config.ts';
import { FACT_KINDS } from '../core/words/fact.ts';
import { PROTOCOLS, SUSPECT_CAUSES } from '../core/words/outcome.ts';
import type { PageSigns } from '../core/words/page-signs.ts';
import type { UnmetExpectation } from '../core/words/unmet-expectation.ts';
import {
  at,
  council,
  count,
  family,
  maintenance,
  ms,
  named,
  newest,
  phases,
  siteShape,
} from './api-schema.ts';
import type { SamplesDto, TargetDto, UsualDto } from './dto/target.ts';

/** The shapes of `dto/target.ts` for the OpenAPI document. */
const suspectCause = z.enum(SUSPECT_CAUSES).nullable();

const sample = newest.extend({
  target: z.string(),
  member: z.string(),
  sector: z.string(),
  vantage: z.string(),
  family,
  attempt: z.union([z.literal(1), z.literal(2)]),
  tlsVersion: z.string().nullable(),
  peerAddress: z.string().nullable(),
  ttfbMs: ms.nullable(),
  hops: count,
  redirectedTo: z.string().nullable(),
  encodedBodyBytes: count.nullable(),
  decodedBodyBytes: count.nullable(),
  bodyTruncated: z.boolean(),
  certificateNotAfter: at.nullable(),
  certificateFingerprint: z.string().nullable(),
  certificateError: z.string().nullable(),
  queueMs: ms.nullable(),
  loopDelayMs: ms.nullable(),
  suspectCause,
});

const hop = z.strictObject({
  url: z.string(),
  statusCode: z.int().nullable(),
  protocol: z.enum(PROTOCOLS).nullable(),
  tlsVersion: z.string().nullable(),
  peerAddress: z.string().nullable(),
  phases,
  totalMs: ms,
  interim: z.array(z.int()),
});

const text = z.string().nullable();
const bytes = count.nullable();
const sizeOf = z.enum(['encoded', 'decoded']);

/** The expectation that was not met. */
const unmet = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('header'),
      name: z.string(),
      found: text,
      equals: text,
      contains: text,
    }),
    z.strictObject({ kind: z.literal('title'), found: text, contains: z.string() }),
    z.strictObject({ kind: z.literal('text'), contains: z.string(), readBytes: count }),
    z.strictObject({
      kind: z.literal('size'),
      of: sizeOf,
      bytes: count,
      truncated: z.boolean(),
      minBytes: bytes,
      maxBytes: bytes,
    }),
  ])
  .openapi('UnmetExpectation') satisfies z.ZodType<UnmetExpectation>;

const similarity = z.number().min(0).max(1);

/** In what the page differed from its usual look. */
const signs = z
  .strictObject({
    text: z.strictObject({ similarity, usual: similarity }).nullable(),
    title: z.strictObject({ found: text, usual: z.string() }).nullable(),
    bytes: z.strictObject({ found: count, usual: count }).nullable(),
  })
  .openapi('PageSigns') satisfies z.ZodType<PageSigns>;

const record = z
  .strictObject({
    sample: sample.openapi('Sample'),
    hops: z.array(hop.openapi('Hop')),
    certificate: z
      .strictObject({
        notBefore: at,
        notAfter: at,
        issuer: z.string(),
        subject: z.string(),
        fingerprint: z.string(),
        authorized: z.boolean(),
        error: z.string().nullable(),
      })
      .nullable(),
    facts: z.strictObject({
      network: z.string().nullable(),
      certificateIssuer: z.string().nullable(),
      certificateFingerprint: z.string().nullable(),
      serverFamily: z.string().nullable(),
      viaFamily: z.string().nullable(),
    }),
    detail: z.string().nullable(),
    unmet: unmet.exactOptional(),
    signs: signs.exactOptional(),
  })
  .openapi('ProbeRecord');

const times = { minMs: ms.nullable(), p50Ms: ms.nullable(), p95Ms: ms.nullable() };
const more = { p99Ms: ms.nullable(), maxMs: ms.nullable() };
const tallies = { count, failures: count, missed: count, suspect: count };

export const targetSchema = z
  .strictObject({
    ...siteShape,
    council,
    practice: z.string().nullable(),
    sector: named,
    field: named,
    schedule: z.string(),
    timeoutMs: ms,
    consent: z.enum(CONSENTS),
    maintenance: z.array(maintenance),
    facts: z.array(z.strictObject({ kind: z.enum(FACT_KINDS), text: z.string() })),
    records: z.array(record),
    day: z.array(z.strictObject({ family, from: at, to: at, ...tallies, ...times, ...more })),
  })
  .openapi('Target') satisfies z.ZodType<TargetDto>;

const point = newest.extend({
  family,
  ttfbMs: ms.nullable(),
  peerAddress: z.string().nullable(),
  suspectCause,
});
const range = { target: z.string(), from: at, to: at };

export const samplesSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('raw'),
      ...range,
      points: z.array(point.openapi('Point')).describe('at most 5,000'),
      next: at.nullable().describe('`from` of the next page'),
    }),
    z.strictObject({
      kind: z.literal('periods'),
      ...range,
      stepMs: ms,
      periods: z.array(
        z.strictObject({ at, ...tallies, ...times, meanMs: ms.nullable(), ...more }),
      ),
    }),
  ])
  .openapi('Samples') satisfies z.ZodType<SamplesDto>;

const usualHour = z.strictObject({ count, p5Ms: ms, p50Ms: ms, p95Ms: ms });

export const usualSchema = z
  .strictObject({
    target: z.string(),
    family,
    from: at,
    to: at,
    days: count,
    hours: z.array(usualHour.nullable()).length(24).describe('from midnight'),
  })
  .openapi('Usual') satisfies z.ZodType<UsualDto>;
