import type { Replay } from './drill-replays.ts';
import type { PlantedCouncil } from './planted-council.ts';
import type { QuietCouncil } from './quiet-council.ts';

/** Everything measured of the council. */
export interface CouncilFigures {
  readonly quiet: QuietCouncil;
  readonly planted: PlantedCouncil;
  readonly drills: readonly Replay[];
}
