import { addToSketch, emptySketch, encodeSketch } from '../core/stats/sketch.ts';
import { offsetMsOf, offsetRatioOf, periodStart } from '../core/time/slots.ts';
import type { Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import { pastSite } from './past-probe.ts';
import { type PastSeries, pastSample } from './past-sample.ts';
import { type PlacedSite, pastTroubles } from './past-trouble.ts';
import type { SiteFacts } from './practice.ts';
import { placeOf } from './site-place.ts';

/** A practice site of which a past is wanted; it is taken to be measured every minute. */
export interface SiteWithPast extends PastSeries {
  readonly facts: SiteFacts;
}

/** An hour of the past of every site. */
export interface PastHour {
  /** Start, epoch ms. */
  readonly at: number;
  /** Empty but in the last 24 hours; in order of site, then of time. */
  readonly samples: readonly Sample[];
  /** Of the whole hour; empty in the last 24 hours, whose samples make their own. */
  readonly rollups: readonly Rollup[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const PAST_DAYS = 14;

/**
 * The last 14 days of the sites before `now`, epoch ms, hour by hour, the oldest first: roll-ups of
 * whole hours, and from 24 hours before the running hour on the samples. The same for the same `now`.
 */
export function* pastOf(sites: readonly SiteWithPast[], now: number): Generator<PastHour> {
  const running = periodStart(now, HOUR_MS);
  const troubles = pastTroubles(now);
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
      site: pastSite(series.target, series.facts, own),
      offsetMs: offsetMsOf(offsetRatioOf(series.target, 4), MINUTE_MS),
    };
  });
  for (let hour = PAST_DAYS * DAY_HOURS; hour >= 0; hour -= 1) {
    const at = running - hour * HOUR_MS;
    const isRaw = hour <= DAY_HOURS;
    const until = Math.min(at + HOUR_MS, now);
    const samples: Sample[] = [];
    const rollups: Rollup[] = [];
    for (const { series, site, offsetMs } of pasts) {
      const ofHour: Sample[] = [];
      for (let slot = at + offsetMs; slot < until; slot += MINUTE_MS) {
        ofHour.push(pastSample(series, site, slot));
      }
      if (isRaw) samples.push(...ofHour);
      else rollups.push(hourOf(series, at, ofHour));
    }
    yield { at, samples, rollups };
  }
}

/** The statistics of one hour, as the store itself would make them of these samples. */
function hourOf(series: PastSeries, at: number, samples: readonly Sample[]): Rollup {
  const sketch = emptySketch();
  const totals: number[] = [];
  for (const { outcome, totalMs } of samples) {
    if (outcome !== 'success' || totalMs === null) continue;
    addToSketch(sketch, totalMs);
    totals.push(totalMs);
  }
  return {
    target: series.target,
    vantage: series.vantage,
    family: 4,
    period: '1h',
    at,
    count: samples.length,
    failures: samples.length - totals.length,
    missed: 0,
    suspect: 0,
    minMs: totals.length === 0 ? null : Math.min(...totals),
    maxMs: totals.length === 0 ? null : Math.max(...totals),
    sumMs: Math.round(totals.reduce((sum, ms) => sum + ms, 0) * 1000) / 1000,
    sketch: encodeSketch(sketch),
  };
}
