import { OpenAPIHono, z } from '@hono/zod-openapi';
import { STANDING_SENTENCE } from '../core/words/language.ts';
import { describeActs } from './acts/acts-described.ts';
import {
  changesSchema,
  councilPageSchema,
  envelopeOf,
  errorSchema,
  foundSitesSchema,
  overviewSchema,
  sectorSchema,
} from './api-schema.ts';
import { describeAudit } from './audit/audit-described.ts';
import { describeBadges } from './badge/badge-described.ts';
import type { Describe, Responses } from './described.ts';
import { describeFiles } from './export/files-described.ts';
import { incidentListSchema, incidentSchema, judgingSchema } from './judging-schema.ts';
import { describeMemberActs } from './members/member-described.ts';
import { memberPageSchema, statementListSchema, taskListSchema } from './members/member-schema.ts';
import { describeNotes } from './notes/notes-described.ts';
import { planSchema } from './plan-schema.ts';
import { healthSchema, proberSchema } from './prober-schema.ts';
import {
  detailTargetSchema,
  readerSchema,
  sharedChangesSchema,
  sharedDaySchema,
  sharedIncidentListSchema,
  sharedIncidentSchema,
  sharedPageSchema,
  sharedTargetSchema,
} from './shared-schema.ts';
import { samplesSchema, targetSchema, usualSchema } from './target-schema.ts';

const TLP_HEADER = z.object({
  TLP: z.string().openapi({ description: 'marking of the answer, as in the body' }),
});

const SECTOR_ID = z.object({ id: z.string().openapi({ description: 'sector id' }) });
const MEMBER_ID = z.object({ id: z.string().openapi({ description: 'member id' }) });
const ID = z.object({ id: z.string().openapi({ description: 'target id' }) });

let made: unknown = null;

/** The API as an OpenAPI 3.1 document: always the same, and made when it is asked for first. */
export function openApiDocument(): unknown {
  made ??= makeDocument();
  return made;
}

function makeDocument(): unknown {
  const described = new OpenAPIHono();
  const registry = described.openAPIRegistry;
  const get: Describe = (path, summary, rest) =>
    registry.registerPath({
      method: 'get',
      path,
      summary,
      ...(rest.request ? { request: rest.request } : {}),
      responses: { ...rest.responses, ...errorsOf([401, ...rest.errors, 429]) },
    });
  describeData(get);
  describeJudging(get);
  describeFiles(get, {
    ...{ headers: TLP_HEADER, target: ID, sector: SECTOR_ID },
    ...{ day: DAY_QUERY, samples: SAMPLES_QUERY.omit({ step: true }) },
  });
  describeRest(get);
  describeBadges(get, TLP_HEADER);
  describeAudit({ get, json });
  describeActs({ get, json, errorsOf, registry });
  describeMemberActs({ errorsOf, registry });
  describeNotes({ get, json, errorsOf, registry });
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  return described.getOpenAPI31Document({
    openapi: '3.1.0',
    security: [{ token: [] }, {}],
    info: { title: 'Yamabiko', version: '1', description: STANDING_SENTENCE.en },
  });
}

function describeData(get: Describe): void {
  get('/api/reader', 'who reads, and whether he sees the whole or what is shared with him', {
    responses: json(envelopeOf(readerSchema)),
    errors: [403],
  });
  get('/api/overview', 'every sector and site with its newest sample', {
    responses: json(eitherOf(overviewSchema, sharedPageSchema)),
    errors: [403],
  });
  get('/api/council', 'every sector, and the sites that do not answer as expected', {
    responses: json(eitherOf(councilPageSchema, sharedPageSchema)),
    errors: [403],
  });
  get('/api/sites', 'sites in whose names, ids or URL a text is', {
    request: { query: SITES_QUERY },
    responses: json(eitherOf(foundSitesSchema, sharedPageSchema)),
    errors: [400, 403],
  });
  get('/api/sectors/{id}', 'one sector: its sites, each with its last 24 hours by the hour', {
    request: { params: SECTOR_ID },
    responses: json(eitherOf(sectorSchema, sharedPageSchema)),
    errors: [403, 404],
  });
  get('/api/prober', 'how the prober, its store and its configuration do', {
    responses: json(envelopeOf(proberSchema)),
    errors: [403, 404, 503],
  });
  get('/api/plan', 'what changed in the configuration, and what a refused change would do', {
    responses: json(envelopeOf(planSchema)),
    errors: [403, 404],
  });
  get('/api/members/{id}', 'one member, for itself and whoever acts on its behalf', {
    request: { params: MEMBER_ID },
    responses: json(envelopeOf(memberPageSchema)),
    errors: [403, 404, 503],
  });
  get('/api/statements', 'what members say of the judgements that the reader sees by name', {
    responses: json(envelopeOf(statementListSchema)),
    errors: [403],
  });
  get('/api/tasks', 'what members say was measured wrongly', {
    responses: json(envelopeOf(taskListSchema)),
    errors: [403, 404],
  });
  get('/api/targets/{id}', 'one site: newest samples, kept records, last 24 hours', {
    request: { params: ID },
    responses: json(eitherOf(targetSchema, z.union([detailTargetSchema, sharedTargetSchema]))),
    errors: [403, 404, 503],
  });
  get('/api/targets/{id}/samples', 'samples of one site, raw or by step', {
    request: { params: ID, query: SAMPLES_QUERY },
    responses: json(envelopeOf(samplesSchema)),
    errors: [400, 403, 404, 503],
  });
  get('/api/targets/{id}/usual', 'what is usual for one site by the hour of the day', {
    request: { params: ID, query: USUAL_QUERY },
    responses: json(envelopeOf(usualSchema)),
    errors: [400, 403, 404, 503],
  });
}

function describeJudging(get: Describe): void {
  get('/api/judging', 'what is said now: open incidents, and series that are not normal', {
    request: { query: JUDGING_QUERY },
    responses: json(eitherOf(judgingSchema, sharedPageSchema)),
    errors: [403],
  });
  get('/api/day', 'a day, or the last 24 hours: bands as released then, and incidents', {
    request: { query: DAY_QUERY },
    responses: json(envelopeOf(sharedDaySchema)),
    errors: [400, 403, 404, 503],
  });
  get('/api/incidents', 'incidents, the newest opened first', {
    request: { query: INCIDENTS_QUERY },
    responses: json(eitherOf(incidentListSchema, sharedIncidentListSchema)),
    errors: [403, 503],
  });
  get('/api/incidents/{id}', 'one incident: sites, evidence, timeline', {
    request: { params: INCIDENT_ID },
    responses: json(eitherOf(incidentSchema, sharedIncidentSchema)),
    errors: [403, 404, 503],
  });
}

function describeRest(get: Describe): void {
  get('/api/stream', 'server-sent events `changes`, each an envelope', {
    request: { query: STREAM_QUERY },
    responses: {
      200: {
        description: 'events; `id` is the version, to be sent back as Last-Event-ID',
        content: { 'text/event-stream': { schema: eitherOf(changesSchema, sharedChangesSchema) } },
      },
    },
    errors: [400, 403, 503],
  });
  get('/healthz', 'how the service does', { responses: json(healthSchema), errors: [403, 404] });
  get('/metrics', 'Prometheus text', {
    responses: {
      200: { description: 'metrics', content: { 'text/plain': { schema: z.string() } } },
    },
    errors: [403, 404],
  });
}

/** What the operator is answered, or what those are who share. */
function eitherOf(whole: z.ZodType, shared: z.ZodType): z.ZodType {
  return envelopeOf(z.union([whole, shared]));
}

const INCIDENT_ID = z.object({ id: z.string().openapi({ description: 'incident id' }) });

const JUDGING_QUERY = z.object({
  sector: z.string().optional().openapi({ description: 'only this sector' }),
  target: z.string().optional().openapi({ description: 'only this site, with all its series' }),
});

const INCIDENTS_QUERY = z.object({
  before: z.string().optional().openapi({ description: '`next` of the page before' }),
  target: z.string().optional().openapi({ description: 'only this site’s' }),
  open: z.enum(['true', 'false']).optional().openapi({ description: 'true: those that go on' }),
});

const DAY_QUERY = z.object({
  on: z.string().optional().openapi({
    description:
      'the day of the council’s zone that holds it: ISO time or epoch ms; default the last 24 h',
  }),
  sector: z.string().optional().openapi({ description: 'only this sector' }),
});

const SITES_QUERY = z.object({
  search: z.string().openapi({ description: 'any case; the first 200 found are told' }),
});

const SAMPLES_QUERY = z.object({
  from: z.string().optional().openapi({
    description: 'ISO time (without offset: the zone of the council) or epoch ms; default 24 h ago',
  }),
  to: z.string().optional().openapi({ description: 'as from, exclusive; default now' }),
  step: z.string().optional().openapi({
    description: 'absent: raw samples; else a multiple of 5 minutes: 5m, 1h, 1d or milliseconds',
  }),
  family: z.enum(['4', '6']).optional(),
});

const USUAL_QUERY = z.object({
  family: z.enum(['4', '6']).optional().openapi({ description: 'default: its own, or 4' }),
  at: z.string().optional().openapi({
    description:
      'end of the 24 hours that it is compared with: ISO time (without offset: the zone of the council) or epoch ms; default, and for what lies ahead: now',
  }),
});

const STREAM_QUERY = z.object({
  since: z.string().optional().openapi({ description: 'a version; default: from now on' }),
  target: z.string().optional().openapi({ description: 'only this site' }),
  sector: z.string().optional().openapi({ description: 'only this sector' }),
  form: z.enum(['brief']).optional().openapi({
    description: 'of a sector, for who shares: `news` and `head` in the place of `series`',
  }),
});

const ERROR_MEANING = {
  400: 'the query is not understood',
  401: 'there are accounts, and neither a session nor a token was shown',
  403: 'refused',
  404: 'not there, or not for you',
  429: 'too many requests; `Retry-After` says when to go on',
  503: 'not to be had now',
} as const;

function json(schema: z.ZodType): Responses {
  return {
    200: {
      description: 'the answer',
      headers: TLP_HEADER,
      content: { 'application/json': { schema } },
    },
  };
}

function errorsOf(statuses: readonly (keyof typeof ERROR_MEANING)[]): Responses {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: ERROR_MEANING[status],
        content: { 'application/json': { schema: errorSchema } },
      },
    ]),
  );
}
