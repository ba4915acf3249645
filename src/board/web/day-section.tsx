import { useCallback, useMemo, useState } from 'preact/hooks';
import { REASON_LABELS, VALIDITY_LABELS } from '../../core/words/labels.ts';
import type { Language } from '../../core/words/language.ts';
import type { Family } from '../../core/words/outcome.ts';
import { outcomeStateOf } from '../../core/words/shown-state.ts';
import type { VerdictDto } from '../dto/judging.ts';
import type { SiteTarget } from '../dto/shared.ts';
import type { DayDto, PointDto } from '../dto/target.ts';
import { Choice } from './choice.tsx';
import { type ChartMode, DayChart, type DayChartProps } from './day-chart.tsx';
import { showCount, showMs, timesOf } from './format.ts';
import { Glyph } from './glyph.tsx';
import { HourTable } from './hour-table.tsx';
import { OutcomeRibbon, type OutcomeRibbonProps } from './outcome-ribbon.tsx';
import type { DayWords } from './past-words.ts';
import { PhaseLegend } from './phase-bar.tsx';
import type { PastDay } from './use-past-day.ts';
import { useUsual } from './use-usual.ts';
import { useLanguage, useWords } from './words.ts';

export interface DaySectionProps {
  readonly target: SiteTarget;
  readonly points: readonly PointDto[];
  /** What is said of its series now. */
  readonly verdicts: readonly VerdictDto[];
  /** The 24 hours that are shown in the place of the last. */
  readonly past?: PastDay;
}

/** 24 hours of one site: figures, chart, failures, table by the hour. */
export function DaySection(props: DaySectionProps) {
  const { target, past } = props;
  const words = useWords();
  const said = past === undefined ? words : words.thatDay;
  const days = past?.days ?? target.day;
  const [family, setFamily] = useState<Family>(target.series[0]?.family ?? 4);
  const [mode, setMode] = useState<ChartMode>('total');
  const day = days.find((each) => each.family === family) ?? days[0];
  const points = useMemo(
    () => props.points.filter((point) => point.family === family),
    [props.points, family],
  );
  const normalMs = props.verdicts.find((each) => each.family === family)?.normalMs ?? null;
  const { timezone } = target.council;
  const usual = useUsual(target.id, family, { timezone, at: past?.to ?? null });
  const modes: readonly (readonly [ChartMode, string])[] = [
    ['total', words.dayTotal],
    ['phases', words.dayPhases],
  ];
  return (
    <section class="panel day" aria-labelledby="day">
      <header class="day-head">
        <h2 id="day">{said.day}</h2>
        {target.series.length > 1 && (
          <Choice
            label={words.factFamily}
            options={target.series.map((series) => [series.family, `IPv${series.family}`])}
            chosen={family}
            choose={setFamily}
          />
        )}
        <Choice label={words.show} options={modes} chosen={mode} choose={setMode} />
      </header>
      {day && <Figures day={day} />}
      {day === undefined || points.length === 0 ? (
        <p class="notice">{said.dayEmpty}</p>
      ) : (
        <DayPicture {...{ target, points, day, mode, usual, normalMs, past }} />
      )}
      {points.length > 0 && <FailureList points={points} timezone={timezone} said={said} />}
      <HourTable
        target={target.id}
        family={family}
        timezone={timezone}
        {...(past === undefined ? {} : { range: past })}
      />
    </section>
  );
}

interface DayPictureProps
  extends Pick<DayChartProps, 'points' | 'day' | 'mode' | 'usual' | 'normalMs'> {
  readonly target: SiteTarget;
  readonly past: PastDay | undefined;
}

/** The chart, what came of every slot, and what is drawn in them. */
function DayPicture({ target, past, ...drawn }: DayPictureProps) {
  const { points, day, mode, usual, normalMs } = drawn;
  const [shown, setShown] = useState<readonly [number, number] | null>(null);
  const show = useCallback((from: number, to: number) => setShown([from, to]), []);
  const { timezone } = target.council;
  // What is known of planned work is that of the last hours.
  const maintenance = past === undefined ? target.maintenance : [];
  return (
    <>
      <DayChart {...{ ...drawn, timezone, target, past }} shown={show} />
      {shown && <OutcomeRibbon points={points} maintenance={maintenance} range={shown} />}
      {mode === 'phases' && <PhaseLegend />}
      {mode === 'total' && <UsualLegend {...{ usual, normalMs, past }} />}
      {day.suspect > 0 && <SuspectLegend day={day} />}
      {shown && <PlannedLegend maintenance={maintenance} range={shown} />}
    </>
  );
}

/** What the band is drawn from; nothing of it until that is there. */
function UsualLegend(props: Pick<DayPictureProps, 'usual' | 'normalMs' | 'past'>) {
  const { usual, normalMs, past } = props;
  const words = useWords();
  const said = past === undefined ? words : words.thatDay;
  const language = useLanguage();
  return (
    <p class="usual-legend note">
      {usual !== null && usual.days > 0 && (
        <>
          <i class="usual-swatch" aria-hidden="true" />
          {said.usual(showCount(usual.days, language))}
        </>
      )}
      {usual?.days === 0 && said.usualUnknown}{' '}
      {normalMs !== null && words.normalMark(showMs(normalMs, language))}
    </p>
  );
}

/** What is drawn apart, and left out of the figures. */
function SuspectLegend({ day }: { day: DayDto }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <p class="usual-legend note">
      <i class="suspect-swatch" aria-hidden="true" />
      {words.suspectLegend(showCount(day.suspect, language))}
    </p>
  );
}

/** Says what the line along the foot of the ribbon is, where there is one. */
function PlannedLegend({
  maintenance,
  range: [from, to],
}: Pick<OutcomeRibbonProps, 'maintenance' | 'range'>) {
  const words = useWords();
  if (!maintenance.some((work) => work.from < to && work.to > from)) return null;
  return (
    <p class="usual-legend note">
      <i class="planned-swatch" aria-hidden="true" />
      {words.plannedLegend}
    </p>
  );
}

function Figures({ day }: { day: DayDto }) {
  const words = useWords();
  const language = useLanguage();
  const figures: readonly (readonly [string, string, string])[] = [
    [words.count, showCount(day.count, language), ''],
    ...(day.suspect > 0
      ? [[words.ofThemSuspect, showCount(day.suspect, language), ''] as const]
      : []),
    [words.failures, showCount(day.failures, language), day.failures > 0 ? 'is-bad' : ''],
    [words.missed, showCount(day.missed, language), ''],
    [words.p50, showMs(day.p50Ms, language), ''],
    [words.p95, showMs(day.p95Ms, language), ''],
    [words.p99, showMs(day.p99Ms, language), ''],
    [words.range, rangeOf(day, language), ''],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value, kind]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class={`num ${kind}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function rangeOf({ minMs, maxMs }: DayDto, language: Language): string {
  return minMs === null ? '–' : `${showMs(minMs, language)} – ${showMs(maxMs, language)}`;
}

/** Failures shown at most. */
const LISTED = 12;

interface FailureListProps {
  readonly points: readonly PointDto[];
  readonly timezone: string;
  readonly said: DayWords;
}

function FailureList({ points, timezone, said }: FailureListProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const listed = points.filter(({ outcome }) => outcome !== 'success').toReversed();
  if (listed.length === 0) return <p class="note">{said.noFailures}</p>;
  return (
    <div class="failures">
      <h3>
        {said.failureList} <span class="num">{showCount(listed.length, language)}</span>
        {listed.length > LISTED && (
          <small class="note num"> {words.newest(showCount(LISTED, language))}</small>
        )}
      </h3>
      <ul>
        {listed.slice(0, LISTED).map((point) => (
          <li key={point.scheduledAt}>
            <Glyph state={outcomeStateOf(point)} />
            <span class="num">{times.full(point.startedAt ?? point.scheduledAt)}</span>
            <span>
              {point.reason && REASON_LABELS[point.reason][language]}
              {point.statusCode !== null && ` (${point.statusCode})`}
              {point.validity === 'suspect' && ' '}
              {point.validity === 'suspect' && (
                <span class="tag">{VALIDITY_LABELS.suspect[language]}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
