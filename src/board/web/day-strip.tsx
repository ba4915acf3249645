import type { ComponentChildren } from 'preact';
import { memo } from 'preact/compat';
import type { DayCellDto, SiteHoursDto } from '../dto.ts';
import { timesOf } from './format.ts';
import { outcomesLabel, sumOfHours } from './strip-label.ts';
import { HEIGHT, type Hour, hoursOf, STEP, stripPaths } from './strip-path.ts';
import { useLanguage, useWords } from './words.ts';

/** A sector's last day by the hour: the share of failures as the height of each column. */
export function DayStrip({ day, timezone }: { day: readonly DayCellDto[]; timezone: string }) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  return (
    <Strip hours={day}>
      {day.map((hour, index) => (
        <rect key={hour.at} class="strip-hit" x={index * STEP} width={STEP} height={HEIGHT}>
          <title>{words.cell(times.minute(hour.at), outcomesLabel(hour, words, language))}</title>
        </rect>
      ))}
    </Strip>
  );
}

/** The running hour at the right end has no room for a label. */
const CELLS_LABELLED = 24;

/** A wide strip with the hours below it. */
export function DayStripWithHours(props: { day: readonly DayCellDto[]; timezone: string }) {
  const language = useLanguage();
  const times = timesOf(language, props.timezone);
  return (
    <div class="strip-hours">
      <DayStrip {...props} />
      <div class="strip-axis num" aria-hidden="true">
        {props.day.map(({ at }, index) => (
          <span key={at} class={index % 6 === 0 ? '' : 'minor'}>
            {index % 3 === 0 && index < CELLS_LABELLED && times.minute(at)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The same of one site, without the counts of each hour. */
export const SiteStrip = memo(function SiteStrip({ hours }: { hours: SiteHoursDto }) {
  return <Strip hours={hoursOf(hours)} />;
});

function Strip(props: { hours: readonly Hour[]; children?: ComponentChildren }) {
  const words = useWords();
  const language = useLanguage();
  const { hours, children } = props;
  const { measured, failed, suspect, missed } = stripPaths(hours);
  const label = outcomesLabel(sumOfHours(hours), words, language);
  const width = hours.length * STEP;
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {!children && <title>{label}</title>}
      <rect class="strip-none" width={width} height={HEIGHT} />
      <path class="strip-ok" d={measured} />
      <path class="strip-missed" d={missed} />
      <path class="strip-suspect" d={suspect} />
      <path class="strip-failed" d={failed} />
      {children}
    </svg>
  );
}
