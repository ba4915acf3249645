import { OpenAPIHono, z } from '@hono/zod-openapi';
import { STANDING_SENTENCE } from '../core/words/language.ts';
import {
  changesSchema,
  councilPageSchema,
  envelopeOf,
  errorSchema,
  foundSitesSchema,
  overviewSchema,
  sectorSchema,
} from './api-schema.ts';
import { incidentListSchema, incidentSchema, judgingSchema } from './judging-schema.ts';
import { healthSchema, proberSchema } from './prober-schema.ts';
import { samplesSchema, targetSchema, usualSchema } from './target-schema.ts';

const TLP_HEADER = z.object({
  TLP: z.string().openapi({ description: 'marking of the answer, as in the body' }),
});

const SECTOR_ID = z.object({ id: z.string().openapi({ description: 'sector id' }) });
const ID = z.object({ id: z.string().openapi({ description: 'target id' }) });

/** The API as an OpenAPI 3.1 document. */
export function openApiDocument(): unknown {
  const described = new OpenAPIHono();
  const registry = described.openAPIRegistry;
  const get: Describe = (path, summary, rest) =>
    registry.registerPath({
      method: 'get',
      path,
      summary,
      ...(rest.request ? { request: rest.request } : {}),
      responses: { ...rest.responses, ...errorsOf(rest.errors) },
    });
  describeData(get);
  describeJudging(get);
  describeRest(get);
  return described.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Yamabiko', version: '1', description: STANDING_SENTENCE.en },
  });
}

type Describe = (path: string, summary: string, rest: Omit<Described, 'path' | 'summary'>) => void;

function describeData(get: Describe): void {
  get('/api/overview', 'every sector and site with its newest sample', {
    responses: json(envelopeOf(overviewSchema)),
    errors: [403],
  });
  get('/api/council', 'every sector, and the sites that do not answer as expected', {
    responses: json(envelopeOf(councilPageSchema)),
    errors: [403],
  });
  get('/api/sites', 'sites in whose names, ids or URL a text is', {
    request: { query: SITES_QUERY },
    responses: json(envelopeOf(foundSitesSchema)),
    errors: [400, 403],
  });
  get('/api/sectors/{id}', 'one sector: its sites, each with its last 24 hours by the hour', {
    request: { params: SECTOR_ID },
    responses: json(envelopeOf(sectorSchema)),
    errors: [403, 404],
  });
  get('/api/prober', 'how the prober, its store and its configuration do', {
    responses: json(envelopeOf(proberSchema)),
    errors: [403, 503],
  });
  get('/api/targets/{id}', 'one site: newest samples, kept records, last 24 hours', {
    request: { params: ID },
    responses: json(envelopeOf(targetSchema)),
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
    responses: json(envelopeOf(judgingSchema)),
    errors: [403],
  });
  get('/api/incidents', 'incidents, the newest opened first', {
    request: { query: INCIDENTS_QUERY },
    responses: json(envelopeOf(incidentListSchema)),
    errors: [403, 503],
  });
  get('/api/incidents/{id}', 'one incident: sites, evidence, timeline', {
    request: { params: INCIDENT_ID },
    responses: json(envelopeOf(incidentSchema)),
    errors: [403, 404, 503],
  });
}

function describeRest(get: Describe): void {
  get('/api/stream', 'server-sent events `changes`, each an envelope', {
    request: { query: STREAM_QUERY },
    responses: {
      200: {
        description: 'events; `id` is the version, to be sent back as Last-Event-ID',
        content: { 'text/event-stream': { schema: envelopeOf(changesSchema) } },
      },
    },
    errors: [400, 403, 503],
  });
  get('/healthz', 'how the service does', { responses: json(healthSchema), errors: [403] });
  get('/metrics', 'Prometheus text', {
    responses: {
      200: { description: 'metrics', content: { 'text/plain': { schema: z.string() } } },
    },
    errors: [403],
  });
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
});

const STREAM_QUERY = z.object({
  since: z.string().optional().openapi({ description: 'a version; default: from now on' }),
  target: z.string().optional().openapi({ description: 'only this site' }),
  sector: z.string().optional().openapi({ description: 'only this sector' }),
});

interface Described {
  readonly path: string;
  readonly summary: string;
  readonly request?: { readonly params?: z.ZodObject; readonly query?: z.ZodObject };
  readonly responses: Responses;
  readonly errors: readonly (400 | 403 | 404 | 503)[];
}

type Responses = Record<
  number,
  { description: string; headers?: z.ZodObject; content: Record<string, { schema: z.ZodType }> }
>;

const ERROR_MEANING = {
  400: 'the query is not understood',
  403: 'refused',
  404: 'not there, or not for you',
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

function errorsOf(statuses: Described['errors']): Responses {
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
