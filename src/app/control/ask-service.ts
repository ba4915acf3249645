import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { accessDenied } from '../../core/access-denied.ts';
import { AppError } from '../../core/errors.ts';
import { controlDir, type Order, type Outcome, openControl } from './control-files.ts';
import { foreignOwnerOf, foreignText } from './owner-of-store.ts';

/** A service owns the data and has not answered; it finds the request when it looks. */
export interface Waiting {
  readonly kind: 'waiting';
}

const ANSWER_LIMIT_MS = 60_000;
const ANSWER_LOOK_MS = 100;

/**
 * Gives an order to the service that owns a store, and waits a minute for what came of it. Rejects with
 * `store_unavailable` where the folder is another user's, `internal` where the service did not understand.
 */
export async function askService<Answer extends Outcome>(
  dir: string,
  order: Order,
  schema: z.ZodType<Answer>,
): Promise<Answer | Waiting> {
  const id = `${Date.now()}-${randomUUID()}`;
  const files = await asked(dir, async () => {
    const opened = await openControl(dir);
    await opened.ask(id, order);
    return opened;
  });
  const limit = performance.now() + ANSWER_LIMIT_MS;
  while (performance.now() < limit) {
    const answer = await files.takeAnswer(id, schema);
    if (answer === null)
      throw new AppError('internal', 'the service did not understand the request');
    if (answer !== undefined) return answer;
    await pause(ANSWER_LOOK_MS);
  }
  return { kind: 'waiting' };
}

/** Says whose the service is where another user's folder keeps the order out. */
async function asked<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const denied = accessDenied(controlDir(dir), 'write', error);
    if (denied === null) throw error;
    const owner = foreignOwnerOf(dir);
    const text = owner === null ? denied : foreignText(dir, owner);
    throw new AppError('store_unavailable', text, { cause: error });
  }
}
