import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Describe, Responses } from './described.ts';

/** What describes routes in the OpenAPI document, and among them those that act. */
export interface ActsDescribing {
  readonly get: Describe;
  readonly json: (schema: z.ZodType) => Responses;
  readonly errorsOf: (statuses: readonly (400 | 401 | 403 | 404 | 429 | 503)[]) => Responses;
  readonly registry: OpenAPIHono['openAPIRegistry'];
}

/** Describes acts that a page of the board alone sends; `refused`: the answer to one that cannot be done. */
export function describingActs(
  { errorsOf, registry }: Pick<ActsDescribing, 'errorsOf' | 'registry'>,
  refused: { readonly description: string; readonly schema: z.ZodType },
): (path: string, summary: string, body: z.ZodType) => void {
  const { description, schema } = refused;
  return (path, summary, body) =>
    registry.registerPath({
      ...{ method: 'post', path, summary },
      request: {
        headers: z.object({ 'x-yamabiko-csrf': z.string().optional() }),
        body: { content: { 'application/json': { schema: body } }, required: true },
      },
      responses: {
        200: {
          description: 'it is done',
          content: { 'application/json': { schema: z.strictObject({}) } },
        },
        422: { description, content: { 'application/json': { schema } } },
        ...errorsOf([400, 401, 403, 404, 429, 503]),
      },
    });
}
