import type { Family } from '../core/words/outcome.ts';
import type { Live } from './live.ts';
import { RATIO_TOTALS } from './series-table.ts';

/**
 * Whether what is judged of a target, of all its series or that of a family, rests on answers from a moment
 * on, epoch ms: five of the newest are. Endless = always.
 */
export function isAnsweredSince(
  { table }: Pick<Live, 'table'>,
  { target, family = null }: { readonly target: string; readonly family?: Family | null },
  since: number,
): boolean {
  if (since === Number.NEGATIVE_INFINITY) return true;
  const index = table.indexOf(target);
  const rows = index === null ? [] : table.rowsOf(index);
  const asked = rows.filter((row) => family === null || table.seriesAt(row).family === family);
  return asked.length > 0 && asked.every((row) => answersSince(table, row, since) >= RATIO_TOTALS);
}

function answersSince(table: Live['table'], row: number, since: number): number {
  const { recentMs } = table.seriesAt(row);
  const newest = recentMs.slice(recentMs.length - table.recentSince(row, since));
  return newest.filter((total) => total !== null).length;
}
