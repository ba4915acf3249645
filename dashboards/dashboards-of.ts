import type { DashboardSet } from './dashboard-set.ts';
import type { DashboardJson } from './frame.ts';
import type { DashboardKind } from './naming.ts';
import { overview } from './overview.ts';
import { prober } from './prober.ts';
import { sector } from './sector.ts';
import { target } from './target.ts';

const MAKERS: Readonly<Record<DashboardKind, (set: DashboardSet) => DashboardJson>> = {
  overview,
  sector,
  target,
  prober,
};

/** Every dashboard of a set by its kind; how the prober does is the operators' affair alone. */
export function dashboardsOf(set: DashboardSet): ReadonlyMap<DashboardKind, DashboardJson> {
  const kinds: readonly DashboardKind[] =
    set.sector === null
      ? ['overview', 'sector', 'target', 'prober']
      : ['overview', 'sector', 'target'];
  return new Map(kinds.map((kind) => [kind, MAKERS[kind](set)]));
}
