import { countsOfRollup } from '../../board/day-cells.ts';
import type { StretchDto, UntoldSiteDto } from '../../board/dto/shared-day.ts';
import { CELL_MS, CELLS } from '../../board/hour-counts.ts';
import type { Live } from '../../board/live.ts';
import { AppError } from '../../core/errors.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import { periodStart } from '../../core/time/slots.ts';
import { stretchesInside, stretchesWithout } from '../../core/time/stretches.ts';
import type { Incident } from '../../core/words/incident.ts';
import { GRID_MS, HYSTERESIS_MS } from '../../share/rules/band-release.ts';
import type { PictureMinute } from './picture-minutes.ts';
import type { ReaderSite } from './reader-sites.ts';
import { siteStateOf } from './shared-site.ts';
import type { SiteSources } from './site-detail.ts';

/** Whether anything valid came of a target in the hour that begins at `at`, epoch ms. */
export type IsMeasured = (target: string, at: number) => boolean;

/** When the service doubted its own measuring, as far as that was told by the minute. */
export function doubtsOf(kept: readonly Incident[], minute: PictureMinute): readonly StretchDto[] {
  const past = kept
    .filter(({ pattern, openedAt }) => pattern === 'own-network' && openedAt <= minute.at)
    .map(({ since, endedAt }): StretchDto => {
      const isOver = endedAt !== null && endedAt <= minute.at;
      return { from: roughly(since), to: isOver ? nextMinute(endedAt) : Infinity };
    });
  return minute.doubt === null ? past : [...past, { from: minute.doubt.since, to: Infinity }];
}

function roughly(at: number): number {
  return periodStart(at, HYSTERESIS_MS);
}

function nextMinute(at: number): number {
  return -periodStart(-at, GRID_MS);
}

export interface GapSources extends SiteSources {
  /** When sites were judged at all, in order of time. */
  readonly judged: readonly StretchDto[];
  readonly isMeasured: IsMeasured;
}

/** Where nothing is told of these sites though sites were judged; of each that has such a time. */
export function untoldOf(
  sites: readonly ReaderSite[],
  sources: GapSources,
): readonly UntoldSiteDto[] {
  return sites.flatMap((site) => {
    const gaps = stretchesInside(sources.judged, holesOf(site, sources));
    return gaps.length === 0 ? [] : [{ target: site.place.target.id, gaps }];
  });
}

/** Before it was named to the reader, in hours without a measurement, and since when it is not judged. */
function holesOf({ place, namedSince }: ReaderSite, sources: GapSources): readonly StretchDto[] {
  const { judged, isMeasured, now } = sources;
  const { id } = place.target;
  const holes: StretchDto[] = [];
  if (namedSince > Number.NEGATIVE_INFINITY) {
    holes.push({ from: Number.NEGATIVE_INFINITY, to: nextMinute(namedSince) });
  }
  const running = periodStart(now, CELL_MS);
  const { judgement, since } = siteStateOf(id, sources);
  if (judgement === 'unknown') holes.push({ from: since ?? running, to: Infinity });
  const [first, last] = [judged[0]?.from ?? 0, judged.at(-1)?.to ?? 0];
  // The hour that runs may have no slot of it yet; of one in which it was named the first part is not told.
  for (let at = periodStart(first, CELL_MS); at < Math.min(last, running); at += CELL_MS) {
    if (at >= namedSince && !isMeasured(id, at)) holes.push({ from: at, to: at + CELL_MS });
  }
  return holes;
}

/** What the board holds itself; of hours before that what is kept. */
export function measuredBy(live: Live, now: number, before: IsMeasured): IsMeasured {
  const oldest = periodStart(now, CELL_MS) - (CELLS - 1) * CELL_MS;
  return (target, at) => {
    if (at < oldest) return before(target, at);
    const { firstRow } = live.table;
    const index = live.table.indexOf(target);
    if (index === null) return false;
    for (let row = firstRow[index] ?? 0; row < (firstRow[index + 1] ?? 0); row += 1) {
      if (live.hours.hasValid(row, at)) return true;
    }
    return false;
  };
}

/**
 * By the roll-ups of these targets in the stretch; none is read of hours that the board holds itself. While
 * the store cannot be read nothing is known of them.
 */
export async function measuredBefore(
  store: Pick<SampleStore, 'rollups'>,
  { from, to }: StretchDto,
  { targets, now }: { readonly targets: readonly string[]; readonly now: number },
): Promise<IsMeasured> {
  const oldest = periodStart(now, CELL_MS) - (CELLS - 1) * CELL_MS;
  const asked = { from: periodStart(from, CELL_MS), to: Math.min(to, oldest) };
  if (targets.length === 0 || asked.from >= asked.to) return () => false;
  const query = { ...asked, targets, period: '1h' } as const;
  const rollups = await store.rollups(query).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'store_unavailable') return [];
    throw error;
  });
  const measured = new Set(
    rollups.flatMap((rollup) => {
      const { success, failure } = countsOfRollup(rollup);
      return success + failure > 0 ? [`${rollup.target}/${rollup.at}`] : [];
    }),
  );
  return (target, at) => measured.has(`${target}/${at}`);
}

/** When sites were judged: the service ran, and did not doubt its own measuring. */
export function judgedOf(
  ran: readonly StretchDto[],
  doubts: readonly StretchDto[],
): readonly StretchDto[] {
  return stretchesWithout(ran, doubts);
}
