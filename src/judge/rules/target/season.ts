import type { DayMoment } from './day-clock.ts';
import { clipped } from './residual.ts';
import { RULE } from './rule.ts';
import { BINS, cellOf, type SeriesState, TABLE } from './series-state.ts';

const DAY_MS = 86_400_000;
/** Days over which the normal of a part of the day is averaged. */
const DAYS = 5;
/** Days after which a part of the day counts half, beside the level of the last hour. */
const HALF_KNOWN_DAYS = 0.5;
/** What a day of the other type says of this one. */
const OTHER_TYPE_WEIGHT = 0.25;
const EFFECTS = 4;
const SIGMA = RULE.sigma;
const RESTLESS = RULE.restless;

/** A place in the day: its nearest two parts and the share of the second. */
export interface Place {
  readonly bins: number;
  readonly type: number;
  readonly first: number;
  readonly second: number;
  readonly share: number;
  readonly effects: number;
}

/** Half hours; hours where slots are further apart than half an hour. */
export function placeOf({ msOfDay, isDayOff, effects }: DayMoment, intervalMs: number): Place {
  const bins = intervalMs > DAY_MS / BINS ? BINS / 2 : BINS;
  const position = (msOfDay / DAY_MS) * bins - 0.5;
  const floor = Math.floor(position);
  return {
    bins,
    type: isDayOff ? 1 : 0,
    first: (floor + bins) % bins,
    second: (floor + 1) % bins,
    share: position - floor,
    effects,
  };
}

export interface SeasonNormal {
  /** Level without the drift; NaN where this part of the day was never seen. */
  readonly level: number;
  /** Usual size of a residual in this part of the day. */
  readonly spread: number;
  /** 0 (unknown) to nearly 1. */
  readonly weight: number;
}

export function seasonNormalOf({ table }: SeriesState, place: Place, perBin: number): SeasonNormal {
  const first = binNormal(table, place, place.first);
  const second = binNormal(table, place, place.second);
  const days = Math.min(first.count, second.count) / perBin;
  if (days === 0) return { level: Number.NaN, spread: Number.NaN, weight: 0 };
  let level = first.level + (second.level - first.level) * place.share;
  for (let bit = 0; bit < EFFECTS; bit += 1) {
    if ((place.effects & (1 << bit)) !== 0) level += cellOf(table, TABLE.effects + bit);
  }
  return {
    level,
    spread: first.spread + (second.spread - first.spread) * place.share,
    weight: days / (days + HALF_KNOWN_DAYS),
  };
}

interface BinNormal {
  readonly level: number;
  readonly spread: number;
  /** Answers that taught it; those of the other type of day count a quarter. */
  readonly count: number;
}

function binNormal(table: Float32Array, { type }: Place, bin: number): BinNormal {
  const own = type * BINS + bin;
  const other = (1 - type) * BINS + bin;
  const count = cellOf(table, TABLE.counts + own);
  const from = count > 0 ? own : other;
  return {
    level: cellOf(table, TABLE.levels + from),
    spread: cellOf(table, TABLE.spreads + from),
    count: count + OTHER_TYPE_WEIGHT * cellOf(table, TABLE.counts + other),
  };
}

export interface Lesson {
  readonly place: Place;
  readonly perBin: number;
  /** What was expected, drift included. */
  readonly normal: number;
  readonly residual: number;
  readonly limit: number;
  /** Part of the usual rate, 0 to 1. */
  readonly rate: number;
}

/** Moves the nearest part of the day, its spread and the effects of the day towards an answer. */
export function teachSeason(state: SeriesState, lesson: Lesson): void {
  const { table } = state;
  const { place, perBin, normal, residual, limit } = lesson;
  const index = place.type * BINS + (place.share < 0.5 ? place.first : place.second);
  const count = cellOf(table, TABLE.counts + index);
  const step = clipped(residual, limit);
  const size = Math.min(Math.abs(residual), RESTLESS * limit);
  if (count === 0) {
    table[TABLE.levels + index] = normal - state.drift + step;
    table[TABLE.spreads + index] = state.spread;
  } else {
    const rate = lesson.rate * Math.max(1 / (count + 1), 1 / (perBin * DAYS));
    const level = cellOf(table, TABLE.levels + index);
    const spread = cellOf(table, TABLE.spreads + index);
    const target = count < perBin ? normal - state.drift + step - level : step;
    table[TABLE.levels + index] = level + rate * target;
    table[TABLE.spreads + index] = spread + rate * (SIGMA * size - spread);
  }
  table[TABLE.counts + index] = count + 1;
  for (let bit = 0; bit < EFFECTS; bit += 1) {
    if ((place.effects & (1 << bit)) === 0) continue;
    const at = TABLE.effects + bit;
    table[at] = cellOf(table, at) + (lesson.rate * step) / (perBin * place.bins);
  }
}
