import { z } from '@hono/zod-openapi';
import { FACT_KINDS } from '../core/words/fact.ts';
import { INCIDENT_ENDINGS, PATTERNS } from '../core/words/incident.ts';
import { JUDGEMENTS } from '../core/words/judgement.ts';
import { VIEWER_KINDS } from '../core/words/viewer.ts';
import { at, briefSeries, count, drill, named, series, text } from './api-schema.ts';
import type {
  DetailTargetDto,
  PlainCouncilDto,
  ReaderDto,
  SectorHeadDto,
  SharedChangesDto,
  SharedIncidentListDto,
  SharedIncidentPageDto,
  SharedPageDto,
  SharedTargetDto,
  SiteNewsDto,
} from './dto/shared.ts';
import type { SharedDayDto } from './dto/shared-day.ts';
import { verdict } from './judging-schema.ts';
import { stoppedSchema } from './stopped-schema.ts';
import { targetSchema } from './target-schema.ts';

/** The shapes of `dto/shared.ts` for the OpenAPI document: what everybody but the operator is told. */
export const viewer = z.strictObject({
  kind: z.enum(VIEWER_KINDS),
  member: named.nullable(),
  sector: named.nullable(),
});

const plainShape = {
  ...{ name: text, timezone: z.string(), vantage: z.string(), practice: z.boolean() },
  drill,
};

export const plainCouncil = z
  .strictObject(plainShape)
  .openapi('PlainCouncil') satisfies z.ZodType<PlainCouncilDto>;

export const council = z
  .strictObject({
    ...plainShape,
    doubt: z
      .strictObject({ kind: z.enum(['first_probes', 'own_network', 'strained']), since: at })
      .nullable()
      .describe('the prober itself may be to blame'),
  })
  .openapi('SharedCouncil');

const level = z.enum(['none', 'some', 'half']);

/** Since when a band is so. */
const sinceShape = {
  since: at,
  orEarlier: z
    .boolean()
    .describe('nothing was told shortly before: it may have been so for longer'),
};

const sector = z
  .strictObject({
    id: z.string(),
    name: text,
    field: named,
    band: z
      .strictObject({
        level,
        atLeast: count.nullable(),
        text,
        ...sinceShape,
      })
      .nullable()
      .describe('affected members that are not named to the reader; null = nothing is told'),
    ratio: z.number().nonnegative().nullable().describe('to normal, rounded to 0.1'),
  })
  .openapi('SharedSector');

const judgement = z.enum(JUDGEMENTS);
const place = { target: z.string(), member: named, sector: z.string(), judgement };

const site = z
  .strictObject({
    ...place,
    since: at.nullable(),
    suspect: z.boolean(),
    detail: z
      .strictObject({
        url: z.string().nullable(),
        stopped: stoppedSchema,
        series: z.array(series),
        verdicts: z.array(verdict),
      })
      .nullable()
      .describe('null: the judgement is all that the reader may know'),
  })
  .openapi('SharedSite');

const incident = z
  .strictObject({
    id: z.string(),
    pattern: z.enum(PATTERNS).exclude(['own-network']),
    since: at,
    endedAt: at.nullable(),
    ending: z.enum(INCIDENT_ENDINGS).nullable(),
    sites: z.array(z.strictObject({ ...place, from: at, to: at.nullable() })),
    hasOthers: z.boolean(),
    fact: z.strictObject({ kind: z.enum(FACT_KINDS), text: z.string().nullable() }).nullable(),
    sectors: z.array(named),
  })
  .openapi('SharedIncident');

const head = {
  view: z.literal('shared'),
  council,
  viewer,
  releasedAt: at.nullable().describe('the full minute of the bands'),
};
const picture = z.string().describe('another one: ask again');

/** What a page tells beside its sites. */
const beside = {
  totals: z.strictObject({ sectors: count, fields: count }),
  sectors: z.array(sector),
  incidents: z.array(incident),
};

export const sharedPageSchema = z
  .strictObject({
    ...head,
    version: z.int(),
    picture,
    ...beside,
    total: count,
    sites: z.array(site),
  })
  .openapi('SharedPage') satisfies z.ZodType<SharedPageDto>;

const run = { from: at, to: at };

export const sharedDaySchema = z
  .strictObject({
    ...head,
    ...run,
    earliest: at.describe('as far back as may be asked'),
    sectors: z.array(
      z.strictObject({
        id: z.string(),
        name: text,
        field: named,
        bands: z
          .array(z.strictObject({ ...run, level, atLeast: count.nullable(), text, ...sinceShape }))
          .describe('as released then; where there is none nothing was told'),
        ratios: z.array(z.strictObject({ ...run, ratio: z.number().nonnegative() })),
      }),
    ),
    judged: z
      .array(z.strictObject(run))
      .describe('when sites were judged: the service ran and did not doubt its own measuring'),
    untold: z
      .array(z.strictObject({ target: z.string(), gaps: z.array(z.strictObject(run)) }))
      .describe('named sites and when of `judged` nothing is told of them'),
    incidents: z.array(incident),
  })
  .openapi('SharedDay') satisfies z.ZodType<SharedDayDto>;

export const sharedIncidentListSchema = z
  .strictObject({ ...head, incidents: z.array(incident), next: z.string().nullable() })
  .openapi('SharedIncidentList') satisfies z.ZodType<SharedIncidentListDto>;

export const sharedIncidentSchema = z
  .strictObject({ ...head, incident })
  .openapi('SharedIncidentPage') satisfies z.ZodType<SharedIncidentPageDto>;

export const sharedTargetSchema = z
  .strictObject({ ...head, site, sector: named, field: named })
  .openapi('SharedTarget') satisfies z.ZodType<SharedTargetDto>;

export const detailTargetSchema = z
  .strictObject({ ...targetSchema.shape, view: z.literal('detail'), council, viewer })
  .openapi('DetailTarget') satisfies z.ZodType<DetailTargetDto>;

const siteNews = z
  .strictObject({
    ...{ target: z.string(), judgement, since: at.nullable(), suspect: z.boolean() },
    values: z
      .strictObject({ totalMs: z.number().nullable(), ratio: z.number().nullable() })
      .nullable()
      .describe('of its first series; null: the judgement is all that the reader may know'),
  })
  .openapi('SiteNews') satisfies z.ZodType<SiteNewsDto>;

const pageHead = z
  .strictObject({ council, releasedAt: head.releasedAt, ...beside })
  .openapi('SectorHead') satisfies z.ZodType<SectorHeadDto>;

export const sharedChangesSchema = z
  .strictObject({
    view: z.literal('shared'),
    version: z.int(),
    reset: z.boolean(),
    picture,
    series: z.array(briefSeries),
    news: z.array(siteNews).describe('in the brief form of a sector'),
    head: pageHead.nullable().describe('in the brief form of a sector; null = as before'),
  })
  .openapi('SharedChanges') satisfies z.ZodType<SharedChangesDto>;

export const readerSchema = z
  .strictObject({
    view: z.enum(['whole', 'shared']),
    viewer,
    timezone: z.string().describe('of the council; times without an offset are local to it'),
  })
  .openapi('Reader') satisfies z.ZodType<ReaderDto>;
