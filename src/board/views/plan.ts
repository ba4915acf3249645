import type { ConfigHistory } from '../../core/ports/config-history.ts';
import type { ReloadStatus } from '../../core/ports/reload-status.ts';
import type { PlanDto } from '../dto/plan.ts';
import type { CouncilDto } from '../dto.ts';

/** What became of the configuration; null = it cannot change while the service runs. */
export interface PlanInput {
  readonly reload: ReloadStatus | null;
  readonly history: ConfigHistory | null;
}

export function planPageOf(council: CouncilDto, { reload, history }: PlanInput): PlanDto {
  if (reload === null || history === null) {
    return { council, inForce: null, applied: [], waiting: null };
  }
  const { loadedAt, restart } = reload;
  const { applied, waiting } = history;
  return { council, inForce: { loadedAt, restart }, applied, waiting };
}
