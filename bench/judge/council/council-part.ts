import type { BenchOptions } from '../../bench.ts';
import type { Goal } from '../../report/goal.ts';
import type { Section } from '../../report/page.ts';
import type { CouncilFigures } from './council-figures.ts';
import { councilGoals } from './council-goals.ts';
import { councilSections } from './council-page.ts';
import { replayDrills } from './drill-replays.ts';
import { plantInCouncil } from './planted-council.ts';
import { judgeQuietCouncil } from './quiet-council.ts';

const QUIET_INTERVAL_MS = 5 * 60_000;
const QUIET_NTH = 1;

export interface CouncilPart {
  readonly goals: readonly Goal[];
  readonly sections: readonly Section[];
  readonly figures: CouncilFigures;
}

/** What is said of the practice council as a whole. */
export async function councilPart({ quick, say }: BenchOptions): Promise<CouncilPart> {
  say('troubles of single sites in the full council');
  const planted = quick ? plantInCouncil(2, 3) : plantInCouncil(10);
  say('quiet days of the council');
  const quiet = judgeQuietCouncil(quick ? 1 : 7, QUIET_INTERVAL_MS, quick ? 64 : QUIET_NTH);
  const drills = await replayDrills(quick, say);
  const figures = { quiet, planted, drills };
  return { goals: councilGoals(figures), sections: councilSections(figures), figures };
}
