import { z } from '@hono/zod-openapi';

/** Since when, epoch ms, and why a site is no longer measured; null = it is. */
export const stoppedSchema = z
  .strictObject({ at: z.int(), reason: z.string().nullable() })
  .nullable();
