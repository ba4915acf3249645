import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { MemberActs, MemberRefusal } from '../../core/ports/member-acts.ts';
import type { BoardEnv } from '../board-env.ts';
import { actOf, asActor } from '../entrance/account-routes.ts';
import { limitActs } from '../entrance/limit-acts.ts';
import { sendAct, sendRefused } from '../outlet.ts';

const id = z.string().min(1).max(100);
const request = z
  .string()
  .max(200)
  .nullable()
  .default(null)
  .describe('reference of the member’s request; null: the member itself');
const time = z.string().max(20);

/** What `/api/maintenance` takes: work that a member plans, once. */
export const workBody = z.strictObject({
  ...{ member: id, request },
  targets: z.array(id).max(1000).nullable().default(null).describe('ids of its sites; null: all'),
  title: z.string().max(1000),
  from: time.describe('in the council’s zone, as 2026-12-01T22:00'),
  to: time,
});
/** What `/api/maintenance/end` takes. */
export const workEndBody = z.strictObject({ id, request });

/** Of one account: what changes what others see is made anew for all of them. */
const WORKS = { burst: 20, perSecond: 1 / 6 };

export interface WorkRouteParts {
  readonly acts: Pick<MemberActs, 'planWork' | 'endWork'>;
  readonly monotonicMs: () => number;
}

/** What members plan. */
export function addWorkRoutes(
  app: OpenAPIHono<BoardEnv>,
  { acts, monotonicMs }: WorkRouteParts,
): void {
  const paths = ['/api/maintenance', '/api/maintenance/end'];
  limitActs(app, { paths, rate: WORKS, monotonicMs });
  actOf(app, '/api/maintenance', workBody, (order, c) =>
    asActor(c, async (actor) => doneOr(await acts.planWork(actor, order))),
  );
  actOf(app, '/api/maintenance/end', workEndBody, (order, c) =>
    asActor(c, async (actor) => doneOr(await acts.endWork(actor, order))),
  );
}

function doneOr(refusal: MemberRefusal | null): Response {
  return refusal === null ? sendAct({}) : sendRefused(refusal);
}
