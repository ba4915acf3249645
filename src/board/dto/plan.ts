/** What the API's `data` holds about changes of the configuration; as in `../dto.ts`. */
import type { ConfigHistory } from '../../core/ports/config-history.ts';
import type { ReloadStatus } from '../../core/ports/reload-status.ts';
import type { CouncilDto } from '../dto.ts';

/** For the operator alone. */
export interface PlanDto extends ConfigHistory {
  readonly council: CouncilDto;
  /** How the configuration in force came to be; null where it cannot change while the service runs. */
  readonly inForce: Pick<ReloadStatus, 'loadedAt' | 'restart'> | null;
}
