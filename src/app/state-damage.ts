import type { StateStore } from '../core/ports/state-store.ts';
import { STATE_DAMAGE_MARKS, type StateDamage } from '../core/words/state-damage.ts';

/** The newest damage of the state file, since the store was made; null where there was none. */
export async function readStateDamage(
  state: Pick<StateStore, 'mark'>,
): Promise<StateDamage | null> {
  const [at, incidents, lostIncidents] = await Promise.all([
    state.mark(STATE_DAMAGE_MARKS.at),
    state.mark(STATE_DAMAGE_MARKS.incidents),
    state.mark(STATE_DAMAGE_MARKS.lostIncidents),
  ]);
  return at === null ? null : { at, incidents: incidents ?? 0, lostIncidents: lostIncidents ?? 0 };
}
