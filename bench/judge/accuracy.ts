import { backtestSeries } from '../../src/app/backtest/series-backtest.ts';
import { bufferWidthOf } from './buffer-width.ts';
import { alarmsOf, type EventFigures, eventFigures } from './event-figures.ts';
import type { LabelledSeries } from './labelled-series.ts';
import { RIVALS } from './rivals.ts';
import { type Stretch, stretchesOf, vusPr } from './vus-pr.ts';

/** One rule on one series. */
export interface Accuracy {
  readonly rule: string;
  readonly series: string;
  readonly intervalMs: number;
  /** 0 to 1; null where nothing is marked. */
  readonly vusPr: number | null;
  readonly events: EventFigures;
}

export const OURS = 'Yamabiko';

/** Ours and the rules beside it on one series. */
export function accuracyOf(series: LabelledSeries): Accuracy[] {
  const { name, labels, values, times } = series;
  const found = backtestSeries(series, { intervalMs: null, zeroIsGap: false });
  const { intervalMs } = found;
  const widest = bufferWidthOf(values);
  const marked = stretchesOf(labels);
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0) + intervalMs;
  const row = (rule: string, scores: Float64Array, alarms: readonly Stretch[]): Accuracy => ({
    rule,
    series: name,
    intervalMs,
    vusPr: vusPr(labels, scores, widest),
    events: eventFigures(marked, alarms, spanMs),
  });
  const ours = found.events.map(({ since, end }) => ({
    first: indexAt(times, since),
    last: indexAt(times, end) - 1,
  }));
  return [
    row(OURS, found.scores, ours),
    ...RIVALS.map((rival) => {
      const scores = rival.score(values, { intervalMs, both: true });
      return row(rival.name, scores, alarmsOf(scores, rival.alarm));
    }),
  ];
}

/** The first point at or after a time. */
function indexAt(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
