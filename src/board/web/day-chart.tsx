import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { PHASE_LABELS, SUSPECT_LABELS } from '../../core/words/labels.ts';
import type { Language } from '../../core/words/language.ts';
import { PHASES } from '../../core/words/outcome.ts';
import type { SiteTarget } from '../dto/shared.ts';
import type { DayDto, PointDto, UsualDto } from '../dto/target.ts';
import { chartOptions } from './chart-options.ts';
import { showCount, showMs, timesOf } from './format.ts';
import { SaveChart } from './save-chart.tsx';
import { bandOf, createDayTime } from './usual-band.ts';
import { useLanguage, useWords } from './words.ts';

export type ChartMode = 'total' | 'phases';

export interface DayChartProps {
  /** Of one series, in order of time. */
  readonly points: readonly PointDto[];
  readonly day: DayDto;
  readonly mode: ChartMode;
  readonly timezone: string;
  /** null = not known, and not drawn. */
  readonly usual: UsualDto | null;
  /** What is judged as normal now, ms; null = not known. */
  readonly normalMs: number | null;
  /** Tells the range of time shown, after each change of it. */
  readonly shown: (from: number, to: number) => void;
  /** Whose day it is. */
  readonly target: Pick<SiteTarget, 'id' | 'member'>;
  /** The 24 hours that are shown, whatever is in them; absent = the last, up to the newest point. */
  readonly past?: { readonly from: number; readonly to: number } | undefined;
}

/** The response time over the last 24 hours, with the time and value under the pointer above it. */
export function DayChart(props: DayChartProps) {
  const { points, day, mode, timezone, usual, normalMs, shown, past } = props;
  const language = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(points);
  latest.current = points;
  const normal = useRef(normalMs);
  normal.current = normalMs;
  const [under, setUnder] = useState<PointDto | null>(null);
  const scheme = useColorScheme();
  const band = usual !== null && usual.days > 0 ? usual : null;
  const drawn = () => dataOf(latest.current, mode, { usual: band, timezone });

  useEffect(() => {
    const node = place.current;
    if (node === null || scheme === '') return;
    const range = (): [number, number] =>
      past === undefined ? wholeOf(latest.current, day) : [past.from, past.to];
    const options = chartOptions({
      mode,
      language,
      timezone,
      node,
      range,
      points: () => latest.current,
      band: band !== null,
      normalMs: () => normal.current,
      shown,
      pointed: (index) => setUnder(index === null ? null : (latest.current[index] ?? null)),
    });
    const made = new uPlot(options, drawn(), node);
    chart.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: node.clientWidth, height: options.height });
    });
    observer.observe(node);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [mode, language, timezone, scheme, band !== null, shown, past]);

  useEffect(() => chart.current?.setData(drawn()), [points, band, normalMs]);

  return <ChartFigure {...props} under={under} place={place} />;
}

interface ChartFigureProps extends DayChartProps {
  /** null = the pointer is on none. */
  readonly under: PointDto | null;
  readonly place: RefObject<HTMLDivElement | null>;
}

/** The place of the chart, with what is under the pointer, and what saves it. */
function ChartFigure({ points, day, timezone, target, past, under, place }: ChartFigureProps) {
  const words = useWords();
  const language = useLanguage();
  const { dayChart } = past === undefined ? words : words.thatDay;
  const label = dayChart(
    showCount(day.count, language),
    showCount(day.failures, language),
    showMs(day.p50Ms, language),
  );
  return (
    <figure class="chart">
      <figcaption class="num">
        {under ? readout(under, language, timezone) : words.chartHint}
      </figcaption>
      <div ref={place} role="img" aria-label={label} />
      <SaveChart
        target={target.id}
        title={`${target.member.name[language]} ${target.id}`}
        timezone={timezone}
        asOf={past?.to ?? points.at(-1)?.scheduledAt ?? day.to}
        range={past}
        chart={() => place.current?.querySelector('canvas') ?? null}
      />
    </figure>
  );
}

/** Shown at least, ms: two points side by side are no picture of a day. */
const LEAST_MS = 600_000;

/** From the first point, or a day before the last, to the last. */
function wholeOf(points: readonly PointDto[], day: DayDto): [number, number] {
  const to = points.at(-1)?.scheduledAt ?? day.to;
  const first = points[0]?.scheduledAt ?? day.from;
  return [Math.max(to - (day.to - day.from), Math.min(first, to - LEAST_MS)), to];
}

/**
 * uPlot's columns: times, then the band of what is usual and the totals, or the phases stacked from
 * the bottom, of successes that are valid; then the totals of those that are suspect.
 */
function dataOf(
  points: readonly PointDto[],
  mode: ChartMode,
  { usual, timezone }: { readonly usual: UsualDto | null; readonly timezone: string },
): uPlot.AlignedData {
  const times = points.map(({ scheduledAt }) => scheduledAt);
  const doubted = points.map((point) =>
    point.outcome === 'success' && !isValid(point) ? point.totalMs : null,
  );
  if (mode === 'total') {
    const totals = points.map((point) => (isValid(point) ? point.totalMs : null));
    if (usual === null) return [times, totals, doubted];
    const place = { times, dayTimeOf: createDayTime(timezone) };
    const edge = (name: 'p5Ms' | 'p50Ms' | 'p95Ms') => bandOf(usual, name, place);
    return [times, edge('p95Ms'), edge('p50Ms'), edge('p5Ms'), totals, doubted];
  }
  const heights = new Float64Array(points.length);
  const layers = PHASES.map((phase) =>
    points.map((point, index) => {
      if (!isValid(point)) return null;
      heights[index] = (heights[index] ?? 0) + (point.phases[phase] ?? 0);
      return heights[index] ?? null;
    }),
  );
  return [times, ...layers.toReversed(), doubted];
}

function isValid({ outcome, validity }: PointDto): boolean {
  return outcome === 'success' && validity === 'valid';
}

function readout(point: PointDto, language: Language, timezone: string): string {
  const at = timesOf(language, timezone).full(point.startedAt ?? point.scheduledAt);
  const parts = PHASES.filter((phase) => (point.phases[phase] ?? 0) >= 0.05).map(
    (phase) => `${PHASE_LABELS[phase][language]} ${showMs(point.phases[phase], language)}`,
  );
  const doubt = point.suspectCause ? [SUSPECT_LABELS[point.suspectCause][language]] : [];
  return [at, showMs(point.totalMs, language), ...parts, ...doubt].join('  ·  ');
}

/** `light` or `dark`, as the browser says; the chart is drawn anew with each change. */
function useColorScheme(): string {
  const query = '(prefers-color-scheme: dark)';
  const [dark, setDark] = useState(matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setDark(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, []);
  return dark ? 'dark' : 'light';
}
