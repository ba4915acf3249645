import type { ActiveMaintenance } from '../../core/words/maintenance.ts';
import type { PointDto } from '../dto/target.ts';
import { outcomesLabel } from './strip-label.ts';
import type { Hour } from './strip-path.ts';
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
 * What came of every slot, below the chart and on its axis: failures from the foot, the suspect ones
 * above the others, missed slots from the top, nothing measured as a gap, planned work as a line along the foot.
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
  let suspect = '';
  let missed = '';
  for (const [x, column] of columns.entries()) {
    const all = column.success + column.failure + column.suspect + column.missed;
    if (all === 0) continue;
    measured += box(x, 0, HEIGHT);
    const high = heightOf(column.failure / all);
    if (high > 0) failed += box(x, HEIGHT - high, high);
    const top = heightOf((column.failure + column.suspect) / all);
    if (column.suspect > 0) suspect += box(x, HEIGHT - top, top - high);
    if (column.missed > 0) {
      missed += box(x, 0, Math.max(4, Math.round((column.missed / all) * HEIGHT)));
    }
  }
  const count = (kind: keyof Hour) => points.filter((point) => kindOf(point) === kind).length;
  const counts = {
    success: count('success'),
    failure: count('failure'),
    suspect: count('suspect'),
    missed: count('missed'),
  };
  const label = outcomesLabel(counts, words, language);
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
        <path class="strip-suspect" d={suspect} />
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

/** 0 to HEIGHT; a small share is drawn larger than it is. */
function heightOf(ratio: number): number {
  return ratio === 0 ? 0 : Math.max(6, Math.round(ratio * HEIGHT));
}

type Column = { -readonly [K in keyof Hour]: Hour[K] };

function kindOf({ outcome, validity }: PointDto): keyof Hour {
  return outcome === 'failure' && validity === 'suspect' ? 'suspect' : outcome;
}

/** Slots by column; a slot stands for the time until the next one. */
function columnsOf(
  points: readonly PointDto[],
  [from, to]: readonly [number, number],
): readonly Column[] {
  const columns = Array.from(
    { length: COLUMNS },
    (): Column => ({ success: 0, failure: 0, suspect: 0, missed: 0 }),
  );
  const widthMs = (to - from) / COLUMNS;
  const gaps = points
    .slice(1)
    .map((point, index) => point.scheduledAt - (points[index]?.scheduledAt ?? 0));
  const usualMs = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  for (const point of points) {
    const { scheduledAt } = point;
    const first = Math.floor((scheduledAt - from) / widthMs);
    const last = Math.max(first, Math.ceil((scheduledAt + usualMs - from) / widthMs) - 1);
    for (let place = Math.max(0, first); place <= last && place < COLUMNS; place += 1) {
      const column = columns[place];
      if (column) column[kindOf(point)] += 1;
    }
  }
  return columns;
}
