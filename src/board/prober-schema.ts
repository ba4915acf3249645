import { z } from '@hono/zod-openapi';
import { CONTACT_KINDS } from '../core/words/recipient.ts';
import { at, cell, council, count, counts, doubt, ms, text } from './api-schema.ts';
import type { HealthDto, ProberDto } from './dto/prober.ts';

/** The shapes of `dto/prober.ts` for the OpenAPI document. */
const status = z.enum(['ok', 'degraded']);
const probing = {
  due: count,
  done: count,
  missed: count,
  lateP99Ms: z.number().nullable(),
  loopDelayP99Ms: ms.nullable(),
};
const store = {
  status: z.enum(['ok', 'waiting', 'closed']),
  pending: count,
  dropped: count,
  stateDamage: z.strictObject({ at, incidents: count, lostIncidents: count }).nullable(),
  spool: z
    .strictObject({
      bytes: count,
      waiting: count,
      oldestMs: ms,
      dropped: count,
      parked: count,
      troubled: count,
    })
    .nullable(),
};
const outbox = z.strictObject({
  waiting: count,
  oldestMs: ms.nullable(),
  sent: count,
  dead: count,
  away: z.array(z.enum(CONTACT_KINDS)),
  problem: z.string().nullable(),
});
const spool = z.strictObject({
  bytes: count,
  capBytes: count,
  buckets: z.array(
    z.strictObject({
      bucket: z.string(),
      state: z.enum(['ok', 'waiting', 'parked']),
      waiting: count,
      oldestMs: ms.nullable(),
      dropped: count,
      parked: count,
      taken: count,
      problem: z.string().nullable(),
    }),
  ),
});

export const healthSchema = z
  .strictObject({
    status,
    doubt,
    probing: z.strictObject(probing),
    store: z.strictObject(store),
    outbox,
  })
  .openapi('Health') satisfies z.ZodType<HealthDto>;

export const refusedSchema = z.strictObject({
  at,
  reason: z.enum(['invalid', 'removals', 'failed', 'unconfirmed']),
  problems: z.array(
    z.strictObject({ file: z.string().nullable(), line: z.int().nullable(), text }),
  ),
  removals: count.nullable(),
});

export const proberSchema = z
  .strictObject({
    council,
    status,
    doubt,
    startedAt: at,
    counts,
    probing: z.strictObject({
      ...probing,
      inFlight: count,
      maxInFlight: count,
      workers: count,
      workersReplaced: count,
      suspect: count,
      confirmations: count,
    }),
    store: z.strictObject({ ...store, lost: count, problem: z.string().nullable() }),
    outbox,
    spool: spool.nullable(),
    disk: z.strictObject({ dataBytes: count, freeBytes: count, totalBytes: count }).nullable(),
    process: z.strictObject({ residentBytes: count, cpuMs: ms, backgroundFailures: count }),
    board: z.strictObject({ clients: count, clientsDropped: count }),
    reload: z
      .strictObject({
        loadedAt: at,
        refused: refusedSchema.nullable(),
        restart: z.array(z.string()),
      })
      .nullable(),
    gaps: z.array(z.strictObject({ from: at, to: at, slots: count })),
    day: z.array(cell),
  })
  .openapi('Prober') satisfies z.ZodType<ProberDto>;
