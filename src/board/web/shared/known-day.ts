import { stretchesWithout } from '../../../core/time/stretches.ts';
import type { SharedDayDto, StretchDto } from '../../dto/shared-day.ts';

/** A day of a named site; both in order of time, together all of it. */
export interface KnownDay {
  /** When it was judged, and that is told. */
  readonly known: readonly StretchDto[];
  /** When it was not measured, or was not yet named to the reader. */
  readonly unknown: readonly StretchDto[];
}

export function knownDayOf(
  day: Pick<SharedDayDto, 'from' | 'to' | 'judged' | 'untold'>,
  target: string,
): KnownDay {
  const gaps = day.untold.find((each) => each.target === target)?.gaps ?? [];
  const known = stretchesWithout(day.judged, gaps);
  return { known, unknown: stretchesWithout([{ from: day.from, to: day.to }], known) };
}
