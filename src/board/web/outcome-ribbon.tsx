import type { ActiveMaintenance } from '../../core/words/maintenance.ts';
import type { PointDto } from '../dto/target.ts';
import { showCount } from './format.ts';
import { useLanguage, useWords } from './words.ts';

export interface OutcomeRibbonProps {
  /** Of one series, in order of time. */
  readonly points: readonly PointDto[];
  readonly maintenance: readonly ActiveMaintenance[];
  /** Of time, epoch ms: what the chart above shows. */
  readonly range: readonly [number, number];
}

/** Columns of the ribbon. */
const COLUMNS = 288;
const HEIGHT = 18;

/**
 * What came of every slot, below the chart and on its axis: failures from the foot, missed slots from
 * the top, nothing measured as a gap, planned work as a line along the foot.
 */
export function OutcomeRibbon({ points, maintenance, range }: OutcomeRibbonProps) {
  const words = useWords();
  const language = useLanguage();
  const [from, to] = range;
  const scale = COLUMNS / (to - from);
  const xOf = (at: number) => Math.max(0, Math.min(COLUMNS, (at - from) * scale));
  const columns = columnsOf(points, range);
  const box = (x: number, y: number, height: number) => `M${x} ${y}h1v${height}h-1z`;
  let measured = '';
  let failed = '';
  let missed = '';
  for (const [x, column] of columns.entries()) {
    const all = column.success + column.failure + column.missed;
    if (all === 0) continue;
    measured += box(x, 0, HEIGHT);
    if (column.failure > 0) {
      const high = Math.max(6, Math.round((column.failure / all) * HEIGHT));
      failed += box(x, HEIGHT - high, high);
    }
    if (column.missed > 0) {
      missed += box(x, 0, Math.max(4, Math.round((column.missed / all) * HEIGHT)));
    }
  }
  const sum = (kind: PointDto['outcome']) =>
    showCount(points.filter(({ outcome }) => outcome === kind).length, language);
  const label = words.stripLabel(sum('success'), sum('failure'), sum('missed'));
  return (
    <div class="ribbon">
      <span class="ribbon-label">{words.ribbon}</span>
      <svg
        viewBox={`0 0 ${COLUMNS} ${HEIGHT + 6}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <title>{label}</title>
        <path class="strip-ok" d={measured} />
        <path class="strip-missed" d={missed} />
        <path class="strip-failed" d={failed} />
        {maintenance.map((work) => (
          <rect
            key={work.from}
            class="strip-planned"
            x={xOf(work.from)}
            y={HEIGHT + 2}
            width={Math.max(0.5, xOf(work.to) - xOf(work.from))}
            height="4"
          />
        ))}
      </svg>
    </div>
  );
}

interface Column {
  success: number;
  failure: number;
  missed: number;
}

/** Slots by column; a slot stands for the time until the next one. */
function columnsOf(
  points: readonly PointDto[],
  [from, to]: readonly [number, number],
): readonly Column[] {
  const columns = Array.from(
    { length: COLUMNS },
    (): Column => ({ success: 0, failure: 0, missed: 0 }),
  );
  const widthMs = (to - from) / COLUMNS;
  const gaps = points
    .slice(1)
    .map((point, index) => point.scheduledAt - (points[index]?.scheduledAt ?? 0));
  const usualMs = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  for (const { scheduledAt, outcome } of points) {
    const first = Math.floor((scheduledAt - from) / widthMs);
    const last = Math.max(first, Math.ceil((scheduledAt + usualMs - from) / widthMs) - 1);
    for (let place = Math.max(0, first); place <= last && place < COLUMNS; place += 1) {
      const column = columns[place];
      if (column) column[outcome] += 1;
    }
  }
  return columns;
}
