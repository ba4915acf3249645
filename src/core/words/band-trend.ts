import type { SharedWords } from './shared-words.ts';

/** A stretch of time, half open, epoch ms, in which the band that was told was the same. */
export interface ToldBand {
  readonly from: number;
  readonly to: number;
  readonly level: 'none' | 'some' | 'half';
  readonly atLeast: number | null;
}

/** What was told of sectors until `to`, epoch ms, exclusive. */
export interface ToldBands {
  readonly to: number;
  readonly sectors: readonly { readonly bands: readonly ToldBand[] }[];
}

/** Sectors whose band is another one than a quarter of an hour before. */
export interface Trend {
  readonly rose: number;
  readonly fell: number;
}

/** How far back a band is compared, ms. */
const TREND_MS = 900_000;
const MINUTE_MS = 60_000;
/** What was told this long before a moment is not what holds at it, ms. */
const OLD_MS = 120_000;

/**
 * What moved before a moment, epoch ms, of one shortly after the last that is told before that; null
 * where of no sector both moments were told, or what is told is older than two minutes.
 */
export function trendAt({ to, sectors }: ToldBands, at: number): Trend | null {
  if (at - to > OLD_MS) return null;
  const moment = Math.min(at, to - MINUTE_MS);
  const steps = sectors.flatMap(({ bands }) => {
    const now = runAt(bands, moment);
    const before = runAt(bands, moment - TREND_MS);
    return now === null || before === null ? [] : [heightOf(now) - heightOf(before)];
  });
  if (steps.length === 0) return null;
  return {
    rose: steps.filter((step) => step > 0).length,
    fell: steps.filter((step) => step < 0).length,
  };
}

/** Whether it spreads or ends, in a sentence with its sign; `count` writes a number. */
export function trendSaid(
  { rose, fell }: Trend,
  { trend, trendNone }: Pick<SharedWords, 'trend' | 'trendNone'>,
  count: (n: number) => string,
): { readonly kind: 'rose' | 'fell' | 'same'; readonly sign: string; readonly text: string } {
  if (rose === 0 && fell === 0) return { kind: 'same', sign: '→', text: trendNone };
  const number = (n: number) => (n === 0 ? null : count(n));
  const text = trend(number(rose), number(fell));
  return rose > 0 ? { kind: 'rose', sign: '▲', text } : { kind: 'fell', sign: '▼', text };
}

/** The run that holds a moment; null = nothing was told then. */
export function runAt<Run extends { readonly from: number; readonly to: number }>(
  runs: readonly Run[],
  at: number,
): Run | null {
  return runs.find(({ from, to }) => from <= at && at < to) ?? null;
}

const LEVELS: readonly ToldBand['level'][] = ['none', 'some', 'half'];

/** Higher where the band says more. */
export function heightOf({ level, atLeast }: Pick<ToldBand, 'level' | 'atLeast'>): number {
  return LEVELS.indexOf(level) * 1e6 + (atLeast ?? 0);
}
