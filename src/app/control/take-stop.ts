import { targetsOf } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { CouncilInForce } from '../reload/council-in-force.ts';
import { carryOut, type StopOrder, type StopOutcome } from './stop-order.ts';

export interface StopParts {
  readonly council: CouncilInForce;
  readonly state: Pick<StateStore, 'stoppedTargets' | 'stopTarget' | 'resumeTarget'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Ends or takes up again the measuring of a target of the running service, from its next slot on. Rejects
 * with `store_unavailable`; then a stop holds all the same until it can be written.
 */
export async function takeStop(
  order: StopOrder,
  { council, state, clock }: StopParts,
): Promise<StopOutcome> {
  const known = new Set(targetsOf(council.whole).map(({ target }) => target.id));
  const now = clock.now();
  const { target, actor, reason } = order;
  // Politeness does not wait for a store in trouble.
  if (order.action === 'stop' && known.has(target) && !council.stopped.has(target)) {
    council.takeStopped([...council.stopped.values(), { target, at: now, actor, reason }]);
  }
  const outcome = await carryOut(order, { state, isKnown: (id) => known.has(id), now });
  const isChange = outcome.kind === 'stopped' || outcome.kind === 'resumed';
  if (isChange) council.takeStopped(await state.stoppedTargets());
  return outcome;
}
