import uPlot from 'uplot';
import type { Language } from '../../core/words/language.ts';
import { PHASES } from '../../core/words/outcome.ts';
import { outcomeStateOf } from '../../core/words/shown-state.ts';
import type { PointDto } from '../dto/target.ts';
import { showCount, timesOf } from './format.ts';

export interface ChartInput {
  readonly mode: 'total' | 'phases';
  readonly language: Language;
  readonly timezone: string;
  /** Gives the width and, by its style, the colours. */
  readonly node: HTMLElement;
  /** Of time, epoch ms. */
  readonly range: () => [number, number];
  readonly points: () => readonly PointDto[];
  /** The columns behind the totals: the band of what is usual is drawn. */
  readonly band: boolean;
  /** What is judged as normal now, ms; null = not known. Marked at the right edge. */
  readonly normalMs: () => number | null;
  /** Tells the range of time shown, after each change of it. */
  readonly shown: (from: number, to: number) => void;
  /** Index of the point under the pointer; null = none. */
  readonly pointed: (index: number | null) => void;
}

const HEIGHT = 260;
/** Room for half a label at the right edge; the ribbon below has the same. */
const RIGHT = 22;
/** Small times do not fill the chart with their noise. */
const MIN_SCALE_MS = 10;

/** How the day is drawn: times in the zone of the council, in the language of the page. */
export function chartOptions(input: ChartInput): uPlot.Options & { readonly height: number } {
  const { node, timezone, mode } = input;
  const style = getComputedStyle(node);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const grid = { stroke: color('--line-2'), width: 1 };
  const axis = { stroke: color('--ink-2'), grid, ticks: grid, font: `12px ${style.fontFamily}` };
  return {
    width: Math.max(200, node.clientWidth),
    height: HEIGHT,
    ms: 1,
    tzDate: (at) => uPlot.tzDate(new Date(at), timezone),
    legend: { show: false },
    padding: [14, RIGHT, 0, 0],
    scales: {
      x: {
        time: true,
        range: (_, min, max) => (isWhole(input, min, max) ? input.range() : [min, max]),
      },
      y: {
        range: (_, __, max) => {
          const highest = Math.max(max ?? 0, mode === 'total' ? (input.normalMs() ?? 0) : 0);
          return [0, Math.max(MIN_SCALE_MS, highest * 1.12)];
        },
      },
    },
    axes: [
      { ...axis, space: 70, values: (_, splits) => timeLabels(splits, input) },
      {
        ...axis,
        size: 82,
        values: (_, splits) => splits.map((ms) => `${showCount(ms, input.language)} ms`),
      },
    ],
    cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false, setScale: true } },
    series: [
      {},
      ...(mode === 'total' ? totalSeries(color, input.band) : phaseSeries(color)),
      suspectSeries(color),
    ],
    ...(mode === 'total' && input.band
      ? { bands: [{ series: [1, 3] as [number, number], fill: color('--usual-fill') }] }
      : {}),
    hooks: {
      setScale: [
        (chart, key) => {
          const { min, max } = chart.scales['x'] ?? {};
          if (key === 'x' && min != null && max != null) input.shown(min, max);
        },
      ],
      setCursor: [({ cursor }) => input.pointed(cursor.idx ?? null)],
      draw: [
        (chart) => markTroubles(chart, input.points(), color),
        (chart) => mode === 'total' && markNormal(chart, input.normalMs(), color('--accent')),
      ],
    },
  };
}

/** Whether the range asked for is that of all data: then the whole day is shown, also its empty part. */
function isWhole(input: ChartInput, min: number, max: number): boolean {
  const points = input.points();
  return min <= (points[0]?.scheduledAt ?? 0) && max >= (points.at(-1)?.scheduledAt ?? 0);
}

/** Behind the totals the band of what is usual: its upper edge, its middle, its lower edge. */
function totalSeries(color: (name: string) => string, band: boolean): uPlot.Series[] {
  const quiet = { points: { show: false } };
  const edge = { ...quiet, stroke: color('--usual-edge'), width: 0.75 };
  const middle = { ...quiet, stroke: color('--usual-line'), width: 1, dash: [5, 4] };
  return [
    ...(band ? [edge, middle, edge] : []),
    {
      stroke: color('--chart-line'),
      ...(band ? {} : { fill: color('--chart-fill') }),
      width: 1.25,
      gaps: unmeasured,
      points: { show: true, size: 3, width: 0, fill: color('--chart-line'), filter: lonely },
    },
  ];
}

/** Without a slot for so many usual distances, nothing was measured and no line is drawn. */
const GAP_SLOTS = 3;

/** The gaps that nulls make, and those in which there is no slot at all, px. */
const unmeasured: uPlot.Series.GapsRefiner = (chart, _series, first, last, nullGaps) => {
  const times = chart.data[0];
  const distances = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const usual = distances.toSorted((a, b) => a - b)[distances.length >> 1] ?? 0;
  const xOf = (index: number) => chart.valToPos(times[index] ?? 0, 'x', true);
  const silent = [...distances.entries()].flatMap(([index, distance]): [number, number][] =>
    index >= first && index < last && distance > GAP_SLOTS * usual
      ? [[xOf(index), xOf(index + 1)]]
      : [],
  );
  return [...nullGaps, ...silent].sort((a, b) => a[0] - b[0]);
};

/** Indices of values between two nulls: no line leads to them, so they are drawn as points. */
function lonely(chart: uPlot, series: number): number[] {
  const values = chart.data[series] ?? [];
  return [...values.keys()].filter(
    (index) => values[index] != null && values[index - 1] == null && values[index + 1] == null,
  );
}

/** The topmost layer first, so that those below are drawn over it. */
function phaseSeries(color: (name: string) => string): uPlot.Series[] {
  return PHASES.toReversed().map((phase) => ({
    stroke: color(`--ph-${phase}`),
    fill: color(`--ph-${phase}`),
    width: 0.5,
    gaps: unmeasured,
    points: { show: false },
  }));
}

/** Hollow points without a line: no figure is made of them. */
function suspectSeries(color: (name: string) => string): uPlot.Series {
  return {
    paths: () => null,
    points: {
      show: true,
      size: 5,
      width: 1,
      stroke: color('--ink-3'),
      fill: color('--surface'),
    },
  };
}

/** From this many on, their lines would hide the curve. */
const MANY_TROUBLES = 150;

/** A line over the whole height for a failure, a short one at the foot for what judges nothing. */
function markTroubles(
  chart: uPlot,
  points: readonly PointDto[],
  color: (name: string) => string,
): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  const ratio = uPlot.pxRatio;
  const foot = bbox.top + bbox.height;
  const troubles = points.filter(({ outcome }) => outcome !== 'success');
  const faint = troubles.length > MANY_TROUBLES ? 0.14 : 0.35;
  let crossAt = Number.NEGATIVE_INFINITY;
  for (const point of troubles) {
    const x = chart.valToPos(point.scheduledAt, 'x', true);
    const failed = outcomeStateOf(point) === 'failure';
    ctx.fillStyle = color(failed ? '--fail' : '--miss');
    ctx.globalAlpha = failed ? faint : 0.8;
    const top = failed ? bbox.top : foot - 8 * ratio;
    ctx.fillRect(x - ratio / 2, top, ratio, foot - top);
    ctx.globalAlpha = 1;
    if (!failed || x - crossAt < 9 * ratio) continue;
    drawCross(ctx, x, bbox.top - 6 * ratio, 3 * ratio);
    crossAt = x;
  }
  ctx.restore();
}

/** A triangle beside the right edge, and a short line from it: what is normal now. */
function markNormal(chart: uPlot, normalMs: number | null, color: string): void {
  if (normalMs === null) return;
  const { ctx, bbox } = chart;
  const ratio = uPlot.pxRatio;
  const x = bbox.left + bbox.width;
  const y = chart.valToPos(normalMs, 'y', true);
  ctx.save();
  ctx.fillStyle = color;
  ctx.fillRect(x - 24 * ratio, y - ratio, 24 * ratio, 2 * ratio);
  ctx.beginPath();
  ctx.moveTo(x + ratio, y);
  ctx.lineTo(x + 10 * ratio, y - 5 * ratio);
  ctx.lineTo(x + 10 * ratio, y + 5 * ratio);
  ctx.fill();
  ctx.restore();
}

function drawCross(ctx: CanvasRenderingContext2D, x: number, y: number, arm: number): void {
  ctx.strokeStyle = ctx.fillStyle;
  ctx.lineWidth = arm / 2;
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm);
  ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm);
  ctx.lineTo(x - arm, y + arm);
  ctx.stroke();
}

/** The hour; with the day below it where a day begins, and at the left edge. */
function timeLabels(splits: readonly number[], input: ChartInput): string[] {
  const times = timesOf(input.language, input.timezone);
  let day = '';
  return splits.map((at) => {
    const same = times.day(at) === day;
    day = times.day(at);
    return same ? times.minute(at) : `${times.minute(at)}\n${day}`;
  });
}
