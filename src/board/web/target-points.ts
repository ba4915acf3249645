import type { Envelope } from '../../core/words/marked.ts';
import type { PointDto, SamplesDto } from '../dto/target.ts';
import { getData } from './api.ts';

/** Pages of raw samples read at most. */
const MAX_PAGES = 6;

export interface TargetPoints {
  /** Since when they are told, epoch ms: what is asked for, or later. */
  readonly from: number;
  /** First attempts, in order of time. */
  readonly points: readonly PointDto[];
}

/** First attempts of a site in [from, to), epoch ms. */
export async function readPoints(
  target: string,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<TargetPoints> {
  const path = `/api/targets/${encodeURIComponent(target)}/samples`;
  const points: PointDto[] = [];
  let told: number | null = null;
  let next: number | null = from;
  for (let page = 0; page < MAX_PAGES && next !== null; page += 1) {
    const query: string = `from=${next}&to=${to}`;
    const { data }: Envelope<SamplesDto> = await getData(`${path}?${query}`, signal);
    if (data.kind !== 'raw') break;
    told ??= data.from;
    points.push(...data.points);
    next = data.next;
  }
  return { from: told ?? from, points };
}
