import type { Rollup } from '../../core/words/rollup.ts';
import { monthOf } from './file-names.ts';
import type { PeriodStats } from './rollup-build.ts';
import type { RollupFiles } from './rollup-files.ts';
import type { StateFile } from './state-file.ts';

/** Up to when roll-ups were imported, epoch ms: the store need not have samples for those before. */
export const IMPORTED_UNTIL = 'rollups_imported_until';

const PERIOD_MS = { '5m': 300_000, '1h': 3_600_000 } as const;

/** Writes finished roll-ups into their months' files, a transaction a month. */
export function importRollups(
  { files, state }: { readonly files: RollupFiles; readonly state: StateFile },
  rollups: readonly Rollup[],
): void {
  const until = rollups.reduce((last, { at, period }) => Math.max(last, at + PERIOD_MS[period]), 0);
  if (until > (state.mark(IMPORTED_UNTIL) ?? 0)) state.setMark(IMPORTED_UNTIL, until);
  for (const [month, ofMonth] of Map.groupBy(rollups, ({ at }) => monthOf(at))) {
    files.write(month, (file) => {
      for (const { target, vantage, family, period, ...figures } of ofMonth) {
        const series = file.idOf({ target, vantage, family });
        file.write(period, series, statsOf(figures, month));
      }
    });
  }
}

function statsOf(
  rollup: Omit<Rollup, 'target' | 'vantage' | 'family' | 'period'>,
  month: number,
): PeriodStats {
  const { at, minMs, maxMs, sumMs, ...figures } = rollup;
  return {
    ...figures,
    at: at - month,
    confirmations: 0,
    minUs: minMs === null ? null : Math.round(minMs * 1000),
    maxUs: maxMs === null ? null : Math.round(maxMs * 1000),
    sumUs: Math.round(sumMs * 1000),
  };
}
