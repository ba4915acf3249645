import type { SiteHoursDto } from '../dto.ts';

/** One hour's outcomes. */
export interface Hour {
  readonly success: number;
  readonly failure: number;
  /** Failures that are suspect. */
  readonly suspect: number;
  readonly missed: number;
}

/** Outlines of a strip of hours, each hour `STEP` wide and `HEIGHT` high. */
export interface StripPaths {
  /** Hours with a sample. */
  readonly measured: string;
  /** From the foot: the share of failures, the suspect ones above the others. */
  readonly failed: string;
  readonly suspect: string;
  /** From the top: the share of missed slots. */
  readonly missed: string;
}

export const STEP = 8;
export const HEIGHT = 24;
const GAP = 0.6;

export function stripPaths(hours: readonly Hour[]): StripPaths {
  let measured = '';
  let failed = '';
  let suspect = '';
  let missed = '';
  for (const [index, hour] of hours.entries()) {
    const all = hour.success + hour.failure + hour.suspect + hour.missed;
    if (all === 0) continue;
    const x = index * STEP;
    const box = (y: number, height: number) => `M${x} ${y}h${STEP - GAP}v${height}h${GAP - STEP}z`;
    measured += box(0, HEIGHT);
    const high = heightOf(hour.failure / all);
    if (high > 0) failed += box(HEIGHT - high, high);
    const top = heightOf((hour.failure + hour.suspect) / all);
    if (hour.suspect > 0) suspect += box(HEIGHT - top, top - high);
    if (hour.missed > 0) missed += box(0, heightOf(hour.missed / all));
  }
  return { measured, failed, suspect, missed };
}

/** 0 to HEIGHT; small shares are drawn larger than they are, so that one in a thousand is seen. */
function heightOf(ratio: number): number {
  return ratio === 0 ? 0 : Math.round(Math.max(3, Math.sqrt(ratio) * HEIGHT) * 10) / 10;
}

export function hoursOf({ success, failure, suspect, missed }: SiteHoursDto): readonly Hour[] {
  return success.map((count, index) => ({
    success: count,
    failure: failure[index] ?? 0,
    suspect: suspect[index] ?? 0,
    missed: missed[index] ?? 0,
  }));
}
