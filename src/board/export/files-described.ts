import { z } from '@hono/zod-openapi';
import type { Describe, Responses } from '../described.ts';
import { TABLE_FORMATS } from './table.ts';

/** What a file is asked for by, as the page that shows the same. */
export interface FilesAskedBy {
  /** Headers of an answer that is marked. */
  readonly headers: z.ZodObject;
  readonly day: z.ZodObject;
  /** Raw samples alone: without a step. */
  readonly samples: z.ZodObject;
  readonly target: z.ZodObject;
  readonly sector: z.ZodObject;
}

const FORMAT = { format: z.enum(TABLE_FORMATS).optional() };

/** Files of what is seen, for the OpenAPI document. */
export function describeFiles(get: Describe, by: FilesAskedBy): void {
  const file = (
    path: string,
    what: string,
    { params, query = z.object({}) }: { params?: z.ZodObject; query?: z.ZodObject },
  ) =>
    get(`/api/export/${path}`, `${what}, as a file of rows that bear their marking`, {
      request: { ...(params ? { params } : {}), query: query.extend(FORMAT) },
      responses: responsesWith(by.headers),
      errors: [400, 403, 404, 503],
    });
  file('bands', 'bands of a day as released', { query: by.day });
  file('ratios', 'ratios of a day as released', { query: by.day });
  file('incidents', 'incidents of a day', { query: by.day });
  file('incident-list', 'incidents as they are listed, the newest 20,000', {});
  file('sectors/{id}/sites', 'sites of a sector that are told by name', { params: by.sector });
  file('samples/{id}', 'samples of one site', { params: by.target, query: by.samples });
}

function responsesWith(headers: z.ZodObject): Responses {
  return {
    200: {
      description: 'UTF-8; times are epoch ms, in CSV as ISO at the end of a row, too',
      headers,
      content: {
        'text/csv': { schema: z.string() },
        'application/x-ndjson': { schema: z.string() },
      },
    },
  };
}
