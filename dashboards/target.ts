import { type DashboardSet, DETAIL, LONG } from './dashboard-set.ts';
import { type DashboardJson, dashboardOf } from './frame.ts';
import type { Placed } from './panel-spec.ts';
import { longTerm } from './target-long-term.ts';
import { bodySize, certificateDays, newestStatus, newestTime, worst } from './target-now.ts';
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
    [worst(set), newestTime(set), newestStatus(set), certificateDays(set), bodySize(set)],
    [total(set)],
    [phases(set)],
    [outcomeAndReason(set), statusCodes(set)],
    ...(isForOperators ? [longTerm(set)] : []),
  ];
  return dashboardOf(set, {
    kind: 'target',
    title: { ja: '計測対象', en: 'Site' },
    purpose: {
      ja: 'このサイトがいつから、どの区間で遅いか、何が返っているかを示します。',
      en: 'Shows since when and in which phase this site is slow, and what it answers.',
    },
    marking: 'TLP:AMBER+STRICT',
    variables: [
      sourceVariable(set, DETAIL),
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
