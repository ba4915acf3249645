import { z } from 'zod';
import { isOneLine } from '../../core/one-line.ts';
import type { StateStore } from '../../core/ports/state-store.ts';

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** What somebody wants done about the measuring of one target. */
export const stopOrderSchema = z.object({
  action: z.enum(['stop', 'resume']),
  target: z.string().regex(ID),
  reason: z.string().max(500).refine(isOneLine).nullable(),
  actor: z.string().max(100).refine(isOneLine),
});
export type StopOrder = z.output<typeof stopOrderSchema>;

const stopped = z.object({
  target: z.string(),
  at: z.int(),
  actor: z.string(),
  reason: z.string().nullable(),
});

/** What came of it. Times are epoch ms. */
export const stopOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stopped'),
    at: z.int(),
    /** When its last probe had ended; null where that was not awaited to the end. */
    quietAt: z.int().nullable(),
  }),
  z.object({ kind: z.literal('resumed'), at: z.int() }),
  z.object({ kind: z.literal('already_stopped'), stopped }),
  z.object({ kind: z.literal('not_stopped') }),
  z.object({ kind: z.literal('unknown_target') }),
]);
export type StopOutcome = z.output<typeof stopOutcomeSchema>;

export interface StopDesk {
  readonly state: Pick<StateStore, 'stoppedTargets' | 'stopTarget' | 'resumeTarget'>;
  /** Whether the configuration has this target. */
  isKnown(target: string): boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Writes the order into the state, with its line of the audit; rejects with `store_unavailable`. */
export async function carryOut(order: StopOrder, desk: StopDesk): Promise<StopOutcome> {
  const { action, target, reason, actor } = order;
  const by = { at: desk.now, actor, reason };
  if (action === 'resume') {
    const wasStopped = await desk.state.resumeTarget(target, by);
    return wasStopped ? { kind: 'resumed', at: desk.now } : { kind: 'not_stopped' };
  }
  const before = (await desk.state.stoppedTargets()).find((each) => each.target === target);
  if (before !== undefined) return { kind: 'already_stopped', stopped: { ...before } };
  if (!desk.isKnown(target)) return { kind: 'unknown_target' };
  await desk.state.stopTarget({ target, ...by });
  return { kind: 'stopped', at: desk.now, quietAt: null };
}
