import { heightOf } from '../../../core/words/band-trend.ts';
import { JUDGEMENT_LABELS, type Judgement } from '../../../core/words/judgement.ts';
import type { SharedDayDto, SharedDaySectorDto } from '../../dto/shared-day.ts';
import { showDuration } from '../duration.ts';
import { timesOf } from '../format.ts';
import type { PastWords } from '../past-words.ts';
import { useLanguage, useWords } from '../words.ts';
import { knownDayOf } from './known-day.ts';

const MINUTE_MS = 60_000;
const HEIGHT = 24;
/** So narrow a stretch is still seen, in minutes. */
const NARROWEST = 6;

type Stretch = Pick<SharedDayDto, 'from' | 'to'>;

interface Bar extends Stretch {
  readonly kind: string;
  /** 0 to {@link HEIGHT}: it says by its height what it says by its colour. */
  readonly height: number;
  readonly title: string;
}

/** A stretch of which nothing is known. */
interface Gap extends Stretch {
  readonly title: string;
}

export interface BandStripProps {
  readonly day: SharedDayDto;
  readonly sector: Pick<SharedDaySectorDto, 'bands'>;
  /** The moment that is shown; absent = the end. */
  readonly at?: number;
}

/** A day of released bands: the higher the bar, the more are affected; a gap = nothing was told. */
export function BandStrip({ day, sector, at }: BandStripProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, day.council.timezone);
  const bars = sector.bands.map(({ from, to, level, atLeast, text }): Bar => {
    const during = words.fromTo(times.short(from, day.to), times.short(to, day.to));
    const height = level === 'none' ? 3 : level === 'half' ? HEIGHT : atLeast === 1 ? 9 : 14;
    return { from, to, kind: level, height, title: words.toldThen(during, text[language]) };
  });
  const told = sector.bands.filter(({ level }) => level !== 'none');
  const most = told.toSorted((a, b) => heightOf(b) - heightOf(a))[0];
  const total = told.reduce((sum, { from, to }) => sum + to - from, 0);
  const label =
    sector.bands.length === 0
      ? words.bandUntold
      : words.bandStrip(
          most?.text[language] ?? null,
          most === undefined ? '' : times.short(most.from, day.to),
          showDuration(total, words.spans),
        );
  return <Strip {...{ day, bars, label }} at={at} />;
}

export interface TroubleStripProps extends Omit<BandStripProps, 'sector'> {
  readonly target: string;
}

/** A day of a named site: its troubles, the heavier the higher; a dashed line where nothing is known. */
export function TroubleStrip({ day, target, at }: TroubleStripProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, day.council.timezone);
  const during = (from: number, to: number | null) =>
    words.fromTo(times.short(from, day.to), to === null ? '' : times.short(to, day.to));
  const bars = day.incidents
    .filter(({ pattern, sites }) => pattern === 'single' && sites[0]?.target === target)
    .map(({ since, endedAt, sites }): Bar => {
      const judgement = sites[0]?.judgement ?? 'unknown';
      const title = words.toldThen(during(since, endedAt), JUDGEMENT_LABELS[judgement][language]);
      const to = endedAt ?? day.to;
      return { from: since, to, kind: judgement, height: HEIGHT_OF[judgement], title };
    });
  const { known, unknown } = knownDayOf(day, target);
  const gaps = unknown.map(({ from, to }): Gap => {
    return { from, to, title: words.toldThen(during(from, to), words.notKnown) };
  });
  const total = unknown.reduce((sum, { from, to }) => sum + to - from, 0);
  const label = labelOf(words, {
    troubles: bars.map(({ title }) => title),
    unknown:
      unknown.length > GAPS_LISTED
        ? words.inAll(showDuration(total, words.spans))
        : unknown.map(({ from, to }) => during(from, to)).join(' · '),
    isKnown: known.length > 0,
  });
  const title = bars.length === 0 && unknown.length > 0 ? words.noTroubleKnown : label;
  const base = known.map((each): Bar => ({ ...each, kind: 'none', height: 3, title }));
  return <Strip {...{ day, label, gaps }} bars={[...base, ...bars]} at={at} />;
}

/** More of them are told as a sum. */
const GAPS_LISTED = 3;

/** `unknown`: when nothing is known, empty = of no time. */
function labelOf(
  words: PastWords,
  day: {
    readonly troubles: readonly string[];
    readonly unknown: string;
    readonly isKnown: boolean;
  },
): string {
  const { troubles, unknown, isKnown } = day;
  if (troubles.length === 0 && unknown === '') return words.noTrouble;
  if (troubles.length === 0 && !isKnown) return words.nothingKnown;
  const said = troubles.length === 0 ? [words.noTroubleKnown] : troubles;
  return [...said, ...(unknown === '' ? [] : [words.toldThen(words.notKnown, unknown)])].join(
    ' · ',
  );
}

const HEIGHT_OF: Readonly<Record<Judgement, number>> = {
  failing: HEIGHT,
  flapping: 19,
  slow: 14,
  blocked: 9,
  maintenance: 6,
  unknown: 6,
  normal: 3,
};

function Strip(props: {
  readonly day: Stretch;
  readonly bars: readonly Bar[];
  readonly gaps?: readonly Gap[];
  readonly label: string;
  readonly at: number | undefined;
}) {
  const { day, bars, gaps = [], label, at } = props;
  const minutes = (time: number) => (time - day.from) / MINUTE_MS;
  const width = Math.max(1, minutes(day.to));
  return (
    <svg
      class="strip run-strip"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect class="strip-none" width={width} height={HEIGHT} />
      {gaps.map((gap) => (
        <GapMark key={gap.from} gap={gap} minutes={minutes} />
      ))}
      {bars.map(({ from, to, kind, height, title }) => {
        const x = Math.max(0, minutes(from));
        const wide = Math.min(width, minutes(to)) - x;
        const drawn = kind === 'none' ? wide : Math.max(NARROWEST, wide);
        return (
          <rect
            key={`${from} ${kind}`}
            class={`run is-${kind}`}
            x={Math.min(x, width - drawn)}
            y={HEIGHT - height}
            width={Math.max(0, drawn)}
            height={height}
          >
            <title>{title}</title>
          </rect>
        );
      })}
      {at !== undefined && (
        <path
          class="run-now"
          d={`M${minutes(at)} 0v${HEIGHT}`}
          vector-effect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

function GapMark({ gap, minutes }: { gap: Gap; minutes: (time: number) => number }) {
  const [x, end] = [minutes(gap.from), minutes(gap.to)];
  return (
    <g>
      <path class="run-gap" d={`M${x} ${HEIGHT - 1.5}H${end}`} vector-effect="non-scaling-stroke" />
      <rect class="strip-hit" x={x} width={end - x} height={HEIGHT}>
        <title>{gap.title}</title>
      </rect>
    </g>
  );
}
