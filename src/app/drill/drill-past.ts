import { lessonOf, WHOLE_PAST } from '../../practice/past.ts';
import type { DrillPast } from '../practice-history.ts';
import type { DrillRun } from './drill-run.ts';

/** What lies before a drill: 14 days, or as much as teaches judging what is normal of each site. */
export function drillPastOf(
  { mark, pace }: Pick<DrillRun, 'mark' | 'pace'>,
  isWhole: boolean,
): DrillPast {
  const extent = isWhole ? WHOLE_PAST : lessonOf(pace.everyMinutes * 60_000);
  return { from: mark.from, extent };
}
