import { useEffect, useState } from 'preact/hooks';
import type { Family } from '../../core/words/outcome.ts';
import type { PeriodDto, SamplesDto } from '../dto/target.ts';
import { getData } from './api.ts';
import { showCount, showMs, timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

export interface HourTableProps {
  readonly target: string;
  readonly family: Family;
  readonly timezone: string;
  /** Of time, epoch ms; absent = the last 24 hours. */
  readonly range?: { readonly from: number; readonly to: number };
}

/** The day by the hour as a table, fetched when it is opened. */
export function HourTable({ target, family, timezone, range }: HourTableProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [periods, setPeriods] = useState<readonly PeriodDto[] | null>(null);
  const [failed, setFailed] = useState(false);
  const rangeQuery = range === undefined ? '' : `&from=${range.from}&to=${range.to}`;
  useEffect(() => {
    if (!open) return;
    const controller = new AbortController();
    const path = `/api/targets/${encodeURIComponent(target)}/samples?step=1h&family=${family}${rangeQuery}`;
    getData<SamplesDto>(path, controller.signal).then(
      ({ data }) => {
        setPeriods(data.kind === 'periods' ? data.periods.toReversed() : []);
        setFailed(false);
      },
      () => setFailed(!controller.signal.aborted),
    );
    return () => controller.abort();
  }, [open, target, family, rangeQuery]);
  return (
    <details class="hours" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.hourly}</summary>
      {periods === null ? (
        <p class="note">{failed ? words.failedToLoad : words.loading}</p>
      ) : (
        <Hours periods={periods} timezone={timezone} />
      )}
    </details>
  );
}

function Hours(props: { periods: readonly PeriodDto[]; timezone: string }) {
  const { periods, timezone } = props;
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  return (
    <table class="num">
      <thead>
        <tr>
          <th scope="col">{words.hour}</th>
          <th scope="col">{words.count}</th>
          <th scope="col">{words.failures}</th>
          <th scope="col">{words.missed}</th>
          <th scope="col">{words.p50}</th>
          <th scope="col">{words.p95}</th>
          <th scope="col">{words.range}</th>
        </tr>
      </thead>
      <tbody>
        {periods.map((period) => (
          <tr key={period.at}>
            <th scope="row">
              {times.day(period.at)} {times.minute(period.at)}
            </th>
            <td>{showCount(period.count, language)}</td>
            <td class={period.failures > 0 ? 'is-bad' : ''}>
              {showCount(period.failures, language)}
            </td>
            <td>{showCount(period.missed, language)}</td>
            <td>{showMs(period.p50Ms, language)}</td>
            <td>{showMs(period.p95Ms, language)}</td>
            <td>
              {showMs(period.minMs, language)} – {showMs(period.maxMs, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
