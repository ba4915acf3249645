import type { OpenAPIHono } from '@hono/zod-openapi';
import type { BoardEnv } from '../board-env.ts';
import { sendError } from '../outlet.ts';
import { type Rate, RateLimit } from './rate-limit.ts';

export interface LimitedActs {
  readonly paths: readonly string[];
  /** Of one account, by all these paths together. */
  readonly rate: Rate;
  readonly monotonicMs: () => number;
}

/** Whoever does more is told how long to wait; before there are accounts all are one. */
export function limitActs(
  app: OpenAPIHono<BoardEnv>,
  { paths, rate, monotonicMs }: LimitedActs,
): void {
  const limit = new RateLimit(rate, monotonicMs);
  for (const path of paths) {
    app.post(path, async (c, next) => {
      const waitS = limit.take(c.get('pass')?.account ?? '');
      if (waitS > 0) return sendError('too_many', 'too many acts', { retryAfterS: waitS });
      return await next();
    });
  }
}
