/** One family of the Prometheus text format; names carry the prefix, base units and `_total`. */
export type MetricFamily = {
  readonly name: string;
  readonly help: string;
} & (
  | { readonly type: 'counter' | 'gauge'; readonly values: readonly MetricValue[] }
  | { readonly type: 'histogram'; readonly series: readonly HistogramSeries[] }
);

export interface MetricValue {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface HistogramSeries {
  readonly labels?: Readonly<Record<string, string>>;
  /** Upper bounds, ascending, without +Inf. */
  readonly bounds: readonly number[];
  /** Observations per bound, not cumulated; one longer than `bounds`, the last is above all. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** `text/plain; version=0.0.4`, every line ended. */
export function expositionOf(families: readonly MetricFamily[]): string {
  const lines: string[] = [];
  for (const family of families) {
    lines.push(`# HELP ${family.name} ${escapeHelp(family.help)}`);
    lines.push(`# TYPE ${family.name} ${family.type}`);
    if (family.type === 'histogram') {
      for (const series of family.series) pushHistogram(lines, family.name, series);
    } else {
      for (const { labels, value } of family.values) {
        lines.push(`${family.name}${labelsOf(labels ?? {})} ${numberOf(value)}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function pushHistogram(lines: string[], name: string, series: HistogramSeries): void {
  const labels = series.labels ?? {};
  let seen = 0;
  for (const [index, count] of series.counts.entries()) {
    seen += count;
    const bound = series.bounds[index] ?? Number.POSITIVE_INFINITY;
    lines.push(`${name}_bucket${labelsOf({ ...labels, le: numberOf(bound) })} ${seen}`);
  }
  lines.push(`${name}_sum${labelsOf(labels)} ${numberOf(series.sum)}`);
  lines.push(`${name}_count${labelsOf(labels)} ${seen}`);
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function numberOf(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  // Sums of binary fractions: twelve digits are more than was measured.
  return String(Number(value.toPrecision(12)));
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
