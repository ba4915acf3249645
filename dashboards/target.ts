import { type DashboardSet, DETAIL, LONG, SHARED } from './dashboard-set.ts';
import { type DashboardJson, dashboardOf } from './frame.ts';
import { judgements } from './judgement-panels.ts';
import type { Placed } from './panel-spec.ts';
import { band } from './sector-now.ts';
import { longTerm } from './target-long-term.ts';
import {
  bodySize,
  certificateDays,
  newestOutcome,
  newestStatus,
  newestTime,
} from './target-now.ts';
import { outcomeAndReason, phases, statusCodes, total } from './target-over-time.ts';
import {
  familyVariable,
  memberVariable,
  sectorVariable,
  sourceVariable,
  targetVariable,
} from './variables.ts';

/** One site: which phase, since when, and what lies around it. */
export function target(set: DashboardSet): DashboardJson {
  const isForOperators = set.sector === null;
  const rows: readonly (readonly Placed[])[] = [
    [
      newestOutcome(set),
      newestTime(set),
      newestStatus(set),
      certificateDays(set),
      bodySize(set),
      band(set, { id: 13, width: 4 }),
    ],
    [judgements(set, { id: 14, height: 5, of: 'target' })],
    [total(set)],
    [phases(set)],
    [outcomeAndReason(set), statusCodes(set)],
    ...(isForOperators ? [longTerm(set)] : []),
  ];
  return dashboardOf(set, {
    kind: 'target',
    title: { ja: '計測対象', en: 'Site' },
    purpose: {
      ja: 'このサイトがいつから、どの区間で遅いか、何が返っているか、同じセプターに広がっているかを示します。',
      en: 'Shows since when and in which phase this site is slow, what it answers, and whether others of its sector are affected.',
    },
    marking: 'TLP:AMBER+STRICT',
    variables: [
      sourceVariable(set, DETAIL),
      sourceVariable(set, SHARED),
      ...(isForOperators ? [sourceVariable(set, LONG)] : []),
      sectorVariable(set),
      memberVariable(set),
      targetVariable(set),
      familyVariable(set, false),
    ],
    boardPath: `/targets/\${target}`,
    rows,
  });
}
