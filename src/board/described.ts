import type { z } from '@hono/zod-openapi';

/** A route of the OpenAPI document. */
export interface Described {
  readonly path: string;
  readonly summary: string;
  readonly request?: { readonly params?: z.ZodObject; readonly query?: z.ZodObject };
  readonly responses: Responses;
  readonly errors: readonly (400 | 403 | 404 | 503)[];
}

export type Responses = Record<
  number,
  { description: string; headers?: z.ZodObject; content: Record<string, { schema: z.ZodType }> }
>;

export type Describe = (
  path: string,
  summary: string,
  rest: Omit<Described, 'path' | 'summary'>,
) => void;
