import { useCallback, useState } from 'preact/hooks';
import type { Family } from '../../core/words/outcome.ts';
import type { DayDto, PeriodDto, PointDto, SamplesDto } from '../dto/target.ts';
import { type ApiError, getData } from './api.ts';
import { readPoints } from './target-points.ts';
import { useLoading } from './use-loading.ts';

const DAY_MS = 86_400_000;

/** 24 hours of the past of one site. */
export interface PastDay {
  /** Half open, epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Since when of it the reader may know: `from`, or later; `to` = nothing of it. */
  readonly toldFrom: number;
  /** First attempts, in order of time. */
  readonly points: readonly PointDto[];
  /** A line each family. */
  readonly days: readonly DayDto[];
}

/** The 24 hours of a site up to a moment, epoch ms; null until they are there. */
export function usePastDay(
  target: string,
  families: readonly Family[],
  moment: number,
): { readonly day: PastDay | null; readonly failure: ApiError['code'] | null } {
  const [day, setDay] = useState<PastDay | null>(null);
  const asked = families.join();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const range = { from: moment - DAY_MS, to: moment };
      const { from: toldFrom, points } = await readPoints(target, range, signal);
      const days = await Promise.all(
        families.map((family) => figuresOf(target, family, { ...range, signal })),
      );
      setDay({ ...range, toldFrom, points, days });
    },
    [target, asked, moment],
  );
  const { failure } = useLoading(load);
  // That of another moment must not stand below the time of this one.
  return { day: day?.to === moment ? day : null, failure };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly signal: AbortSignal;
}

/** Steps begin at midnight: one of two days holds any 24 hours. */
async function figuresOf(
  target: string,
  family: Family,
  { from, to, signal }: Range,
): Promise<DayDto> {
  const query = `from=${from}&to=${to}&step=2d&family=${family}`;
  const path = `/api/targets/${encodeURIComponent(target)}/samples?${query}`;
  const { data } = await getData<SamplesDto>(path, signal);
  const [whole] = data.kind === 'periods' ? data.periods : [];
  return { family, from, to, ...(whole === undefined ? NOTHING : figuresIn(whole)) };
}

type Figures = Omit<DayDto, 'family' | 'from' | 'to'>;

const NOTHING: Figures = {
  ...{ count: 0, failures: 0, missed: 0, suspect: 0 },
  ...{ minMs: null, p50Ms: null, p95Ms: null, p99Ms: null, maxMs: null },
};

function figuresIn({ at: _at, meanMs: _meanMs, ...figures }: PeriodDto): Figures {
  return figures;
}
