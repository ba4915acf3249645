import { addToSketch, emptySketch, encodeSketch } from '../core/stats/sketch.ts';
import { roundMs } from '../core/time/phases.ts';
import { offsetMsOf, offsetRatioOf, periodStart } from '../core/time/slots.ts';
import type { Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import { pastSite } from './past-probe.ts';
import { type PastSeries, pastSample } from './past-sample.ts';
import { type PastTrouble, type PlacedSite, pastTroubles } from './past-trouble.ts';
import type { SiteFacts } from './practice.ts';
import { placeOf } from './site-place.ts';

/** A practice site of which a past is wanted. */
export interface SiteWithPast extends PastSeries {
  readonly facts: SiteFacts;
}

/** An hour of the past of every site. */
export interface PastHour {
  /** Start, epoch ms. */
  readonly at: number;
  /** Empty but in the newest hours; in order of site, then of time. */
  readonly samples: readonly Sample[];
  /** Of the whole hour; empty in the newest hours, whose samples make their own. */
  readonly rollups: readonly Rollup[];
  /** Of every series, those of which the hour has samples or roll-ups. */
  readonly answers: readonly PastAnswers[];
}

/** How a series answered in an hour, slot by slot. */
export interface PastAnswers extends Pick<PastSeries, 'target' | 'family'> {
  /** First slot, epoch ms. */
  readonly from: number;
  readonly slotMs: number;
  /** ms; null = it failed. */
  readonly totals: readonly (number | null)[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const PAST_DAYS = 14;
/** More answers than a normal is learned from, so that those that fail now and then have one too. */
const LESSON_SLOTS = 60;

/** How far a past goes back. */
export interface PastExtent {
  /** Whole hours before the running one. */
  readonly hours: number;
  /** The newest of them, which have samples. */
  readonly rawHours: number;
  /** Between two slots, ms; a whole number of them is an hour. */
  readonly slotMs: number;
}

/** 14 days, measured every minute. */
export const WHOLE_PAST: PastExtent = {
  hours: PAST_DAYS * DAY_HOURS,
  rawHours: DAY_HOURS,
  slotMs: MINUTE_MS,
};

/** As many samples, `slotMs` apart, as teach what is normal of each site; of a day at most. */
export function lessonOf(slotMs: number): PastExtent {
  const hours = Math.min(DAY_HOURS, Math.ceil((LESSON_SLOTS * slotMs) / HOUR_MS));
  return { hours, rawHours: hours, slotMs };
}

export interface PastWish {
  /** Default 14 days. */
  readonly extent?: PastExtent;
  /** What went wrong in it; default as ever. */
  readonly troubles?: readonly PastTrouble[];
}

/**
 * The past of the sites before `now`, epoch ms, hour by hour, the oldest first: roll-ups of whole hours,
 * then samples. The same for the same `now`.
 */
export function* pastOf(
  sites: readonly SiteWithPast[],
  now: number,
  { extent = WHOLE_PAST, troubles = pastTroubles(now) }: PastWish = {},
): Generator<PastHour> {
  const { hours, rawHours, slotMs } = extent;
  const running = periodStart(now, HOUR_MS);
  const pasts = sites.map((series) => {
    const placed: PlacedSite = {
      id: series.target,
      member: series.member,
      sector: series.sector,
      place: placeOf({ id: series.target, member: series.member }),
    };
    const own = troubles.filter((trouble) => trouble.touches(placed));
    return {
      series,
      site: pastSite(series, series.facts, own),
      offsetMs: offsetMsOf(offsetRatioOf(series.target, series.family), slotMs),
    };
  });
  for (let hour = hours; hour >= 0; hour -= 1) {
    const at = running - hour * HOUR_MS;
    const isRaw = hour <= rawHours;
    const until = Math.min(at + HOUR_MS, now);
    const samples: Sample[] = [];
    const rollups: Rollup[] = [];
    const answers: PastAnswers[] = [];
    for (const { series, site, offsetMs } of pasts) {
      const from = at + offsetMs;
      const totals: (number | null)[] = [];
      for (let slot = from; slot < until; slot += slotMs) {
        if (isRaw) samples.push(pastSample(series, site, slot));
        totals.push(isRaw ? answeredIn(samples.at(-1)) : site.total(slot));
      }
      if (!isRaw) rollups.push(hourOf(series, totals, at));
      answers.push({ target: series.target, family: series.family, from, slotMs, totals });
    }
    yield { at, samples, rollups, answers };
  }
}

function answeredIn(sample: Sample | undefined): number | null {
  return sample?.outcome === 'success' ? sample.totalMs : null;
}

/** The statistics of one hour, as the store itself would make them of its samples. */
function hourOf(
  { target, vantage, family }: PastSeries,
  totals: readonly (number | null)[],
  at: number,
): Rollup {
  const sketch = emptySketch();
  let count = 0;
  let failures = 0;
  let minMs: number | null = null;
  let maxMs: number | null = null;
  let sumMs = 0;
  for (const totalMs of totals) {
    count += 1;
    if (totalMs === null) {
      failures += 1;
      continue;
    }
    addToSketch(sketch, totalMs);
    minMs = Math.min(minMs ?? totalMs, totalMs);
    maxMs = Math.max(maxMs ?? totalMs, totalMs);
    sumMs += totalMs;
  }
  const key = { target, vantage, family, period: '1h', at } as const;
  const counts = { count, failures, missed: 0, suspect: 0, suspectFailures: 0 };
  return { ...key, ...counts, minMs, maxMs, sumMs: roundMs(sumMs), sketch: encodeSketch(sketch) };
}
