import { z } from '@hono/zod-openapi';
import { MARKINGS } from '../core/words/marking.ts';
import {
  BLAMES,
  FAILURE_REASONS,
  MISSED_CAUSES,
  OUTCOMES,
  PHASES,
  PROTOCOLS,
  VALIDITIES,
} from '../core/words/outcome.ts';
import type {
  ChangesDto,
  CouncilPageDto,
  ErrorDto,
  FoundSitesDto,
  OverviewDto,
  SectorPageDto,
} from './dto.ts';
import { stoppedSchema } from './stopped-schema.ts';

/** The shapes of `dto.ts` for the OpenAPI document; the tests hold real answers against them. */
export const at = z.int().describe('epoch ms');
export const ms = z.number().nonnegative().describe('ms');
export const count = z.int().nonnegative();
export const text = z.strictObject({ ja: z.string(), en: z.string() });
export const doubt = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('first_probes'), since: at, series: count }),
    z.strictObject({ kind: z.literal('own_network'), since: at, targets: count }),
    z.strictObject({ kind: z.literal('strained'), since: at, slots: count, disturbed: count }),
  ])
  .nullable()
  .describe('why the prober itself may be to blame');
export const drill = z
  .strictObject({
    ...{ id: z.string(), scenario: z.string(), title: text, from: at, to: at },
    speed: z.number().positive().describe('times faster than the day that is replayed'),
  })
  .nullable()
  .describe('all that is shown belongs to this drill (訓練); null = it is none');
export const named = z.strictObject({ id: z.string(), name: text });
export const family = z.union([z.literal(4), z.literal(6)]);
const phase = z.enum(PHASES);
export const phases = z.strictObject({
  dns: ms.nullable(),
  connect: ms.nullable(),
  tls: ms.nullable(),
  send: ms.nullable(),
  wait: ms.nullable(),
  transfer: ms.nullable(),
  other: ms.nullable(),
});

export const maintenance = z
  .strictObject({ window: z.string(), title: text.nullable(), from: at, to: at })
  .describe('planned work');

export const newest = z.strictObject({
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

const seriesShape = z.strictObject({
  target: z.string(),
  family,
  newest: newest.nullable(),
  since: since.nullable(),
  maintenance: maintenance.nullable(),
  intervalMs: ms.nullable(),
  normalMs: ms.nullable(),
  ratio: z.number().nonnegative().nullable(),
  recentMs: z.array(ms.nullable()),
});
export const series = seriesShape.openapi('Series');
export const briefSeries = seriesShape
  .omit({ recentMs: true, normalMs: true })
  .openapi('BriefSeries');

export const counts = z
  .strictObject({
    targets: count,
    success: count,
    failure: count,
    blocked: count,
    suspect: count,
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
  .strictObject({ at, success: count, failure: count, suspect: count, missed: count })
  .openapi('DayCell');

const condition = z.strictObject({
  prober: z.enum(['ok', 'degraded']),
  reloadRefused: z.boolean(),
  doubt,
  drill,
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

export const siteShape = {
  id: z.string(),
  member: named,
  url: z.string().nullable(),
  stopped: stoppedSchema,
  series: z.array(series),
};
const site = z.strictObject(siteShape).openapi('Site');
const briefSite = z
  .strictObject({ ...siteShape, series: z.array(briefSeries) })
  .openapi('BriefSite');

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
    sectors: z.array(z.strictObject({ ...sector, sites: z.array(briefSite) })),
  })
  .openapi('Overview') satisfies z.ZodType<OverviewDto>;

const found = { total: count, sites: z.array(site) };

export const foundSitesSchema = z
  .strictObject(found)
  .openapi('FoundSites') satisfies z.ZodType<FoundSitesDto>;

export const councilPageSchema = z
  .strictObject({
    version: count,
    council,
    counts,
    sectors: z.array(z.strictObject(sector)),
    troubled: z.strictObject(found),
  })
  .openapi('CouncilPage') satisfies z.ZodType<CouncilPageDto>;

const hours = z.array(count);

export const sectorSchema = z
  .strictObject({
    ...sector,
    version: count,
    council,
    sites: z.array(
      z.strictObject({
        ...siteShape,
        hours: z.strictObject({ success: hours, failure: hours, suspect: hours, missed: hours }),
      }),
    ),
  })
  .openapi('Sector') satisfies z.ZodType<SectorPageDto>;

export const changesSchema = z
  .strictObject({
    version: count,
    reset: z.boolean(),
    condition,
    judging: count,
    counts,
    sectors: z.array(
      z.strictObject({ id: z.string(), counts, medianMs: ms.nullable(), ratio, cell }),
    ),
    series: z.array(briefSeries),
  })
  .openapi('Changes') satisfies z.ZodType<ChangesDto>;

export const errorSchema = z
  .strictObject({
    code: z.enum([
      'invalid',
      'unauthorized',
      'forbidden',
      'not_found',
      'too_many',
      'unavailable',
      'internal',
    ]),
    message: z.string(),
  })
  .openapi('Error') satisfies z.ZodType<ErrorDto>;

/** Data on the wire: with its marking and the moment at which it was true. */
export function envelopeOf<T extends z.ZodType>(data: T) {
  return z.strictObject({ marking: z.enum(MARKINGS), asOf: at, data });
}
