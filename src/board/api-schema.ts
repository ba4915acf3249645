import { z } from '@hono/zod-openapi';
import { CONSENTS } from '../core/config.ts';
import { MARKINGS } from '../core/words/marking.ts';
import {
  BLAMES,
  FAILURE_REASONS,
  MISSED_CAUSES,
  OUTCOMES,
  PHASES,
  PROTOCOLS,
  SUSPECT_CAUSES,
  VALIDITIES,
} from '../core/words/outcome.ts';
import type { SamplesDto, TargetDto, UsualDto } from './dto/target.ts';
import type { ChangesDto, ErrorDto, OverviewDto, SectorPageDto } from './dto.ts';
import { stoppedSchema } from './stopped-schema.ts';

/** The shapes of `dto.ts` for the OpenAPI document; the tests hold real answers against them. */
export const at = z.int().describe('epoch ms');
export const ms = z.number().nonnegative().describe('ms');
export const count = z.int().nonnegative();
export const text = z.strictObject({ ja: z.string(), en: z.string() });
export const doubt = z
  .strictObject({ kind: z.literal('first_probes'), since: at, series: count })
  .nullable()
  .describe('why the prober itself may be to blame');
const named = z.strictObject({ id: z.string(), name: text });
const family = z.union([z.literal(4), z.literal(6)]);
const phase = z.enum(PHASES);
const phases = z.strictObject({
  dns: ms.nullable(),
  connect: ms.nullable(),
  tls: ms.nullable(),
  send: ms.nullable(),
  wait: ms.nullable(),
  transfer: ms.nullable(),
  other: ms.nullable(),
});

const maintenance = z
  .strictObject({ window: z.string(), title: text.nullable(), from: at, to: at })
  .describe('planned work');

const newest = z.strictObject({
  scheduledAt: at,
  startedAt: at.nullable(),
  outcome: z.enum(OUTCOMES),
  reason: z.enum([...FAILURE_REASONS, ...MISSED_CAUSES]).nullable(),
  blame: z.enum(BLAMES).nullable(),
  failedPhase: phase.nullable(),
  statusCode: z.int().nullable(),
  protocol: z.enum(PROTOCOLS).nullable(),
  totalMs: ms.nullable(),
  phases,
  validity: z.enum(VALIDITIES),
});

const since = z.strictObject({ at, orEarlier: z.boolean() });

const series = z
  .strictObject({
    target: z.string(),
    family,
    newest: newest.nullable(),
    since: since.nullable(),
    maintenance: maintenance.nullable(),
    intervalMs: ms.nullable(),
    normalMs: ms.nullable(),
    ratio: z.number().nonnegative().nullable(),
    recentMs: z.array(ms.nullable()),
  })
  .openapi('Series');

export const counts = z
  .strictObject({
    targets: count,
    success: count,
    failure: count,
    missed: count,
    waiting: count,
    maintenance: count,
    stopped: count,
    stale: count,
    failureNew: count,
    failingSince: since.nullable(),
  })
  .openapi('Counts');

export const cell = z
  .strictObject({ at, success: count, failure: count, missed: count })
  .openapi('DayCell');

const condition = z.strictObject({
  prober: z.enum(['ok', 'degraded']),
  reloadRefused: z.boolean(),
  doubt,
});

export const council = z
  .strictObject({
    name: text,
    timezone: z.string(),
    vantage: z.string(),
    practice: z.boolean(),
    condition,
  })
  .openapi('Council');

const siteShape = {
  id: z.string(),
  member: named,
  url: z.string().nullable(),
  stopped: stoppedSchema,
  series: z.array(series),
};
const site = z.strictObject(siteShape).openapi('Site');

const ratio = z.number().nonnegative().nullable();
const sector = {
  id: z.string(),
  name: text,
  field: named,
  counts,
  medianMs: ms.nullable(),
  ratio,
  day: z.array(cell),
};

export const overviewSchema = z
  .strictObject({
    version: count,
    council,
    counts,
    sectors: z.array(z.strictObject({ ...sector, sites: z.array(site) })),
  })
  .openapi('Overview') satisfies z.ZodType<OverviewDto>;

const hours = z.array(count);

export const sectorSchema = z
  .strictObject({
    ...sector,
    version: count,
    council,
    sites: z.array(
      z.strictObject({
        ...siteShape,
        hours: z.strictObject({ success: hours, failure: hours, missed: hours }),
      }),
    ),
  })
  .openapi('Sector') satisfies z.ZodType<SectorPageDto>;

export const changesSchema = z
  .strictObject({
    version: count,
    reset: z.boolean(),
    condition,
    counts,
    sectors: z.array(
      z.strictObject({ id: z.string(), counts, medianMs: ms.nullable(), ratio, cell }),
    ),
    series: z.array(series),
  })
  .openapi('Changes') satisfies z.ZodType<ChangesDto>;

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

export const errorSchema = z
  .strictObject({
    code: z.enum(['invalid', 'forbidden', 'not_found', 'unavailable', 'internal']),
    message: z.string(),
  })
  .openapi('Error') satisfies z.ZodType<ErrorDto>;

/** Data on the wire: with its marking and the moment at which it was true. */
export function envelopeOf<T extends z.ZodType>(data: T) {
  return z.strictObject({ marking: z.enum(MARKINGS), asOf: at, data });
}
