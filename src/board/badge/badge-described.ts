import { z } from '@hono/zod-openapi';
import type { Describe } from '../described.ts';

const LANGUAGE = z.object({
  lang: z
    .enum(['ja', 'en'])
    .optional()
    .openapi({ description: 'default: Accept-Language, else ja' }),
});

/** Badges, for the OpenAPI document; `headers` are those of an answer that is marked. */
export function describeBadges(get: Describe, headers: z.ZodObject): void {
  const badges = [
    ['/api/sectors/{id}/badge.svg', 'the released band of a sector', 'sector id'],
    [
      '/api/targets/{id}/badge.svg',
      'the judgement of a site that the reader may read',
      'target id',
    ],
  ] as const;
  for (const [path, what, id] of badges) {
    get(path, `${what}, as a picture that bears its marking`, {
      request: {
        params: z.object({ id: z.string().openapi({ description: id }) }),
        query: LANGUAGE,
      },
      responses: {
        200: {
          description: 'SVG that loads and runs nothing; kept for 60 s by its reader alone',
          headers,
          content: { 'image/svg+xml': { schema: z.string() } },
        },
      },
      errors: [403, 404],
    });
  }
}
