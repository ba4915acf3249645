import type { VerdictDto } from '../../board/dto/judging.ts';
import type { SiteDetailDto } from '../../board/dto/shared.ts';
import type { SeriesDto } from '../../board/dto.ts';
import type { Live } from '../../board/live.ts';
import { seriesSince } from '../../board/series-since.ts';
import { RATIO_TOTALS } from '../../board/series-table.ts';
import { verdictsOf } from '../../board/views/judging.ts';
import { stoppedSince } from '../../board/views/overview.ts';
import type { Judging } from '../../core/ports/judging.ts';
import { JUDGEMENT_LABELS, type Judgement } from '../../core/words/judgement.ts';
import type { ReaderSite } from './reader-sites.ts';

export interface SiteSources {
  readonly live: Live;
  readonly judging: Judging;
  /** Epoch ms. */
  readonly now: number;
}

/** A site with its values, but for those from before the reader came to see them; null = it is not measured. */
export function siteDetailOf(
  { place, detailSince: since }: ReaderSite,
  { live, judging, now }: SiteSources,
): SiteDetailDto | null {
  const { target } = place;
  const index = live.table.indexOf(target.id);
  if (index === null) return null;
  const series = seriesSince(live, index, { since, now });
  return {
    ...{ url: target.url, stopped: stoppedSince(live, target.id, since), series },
    verdicts: verdictsOf(judging, live.config, target.id).map((verdict) => {
      const own = series.find(({ family }) => family === verdict.family);
      return verdictSince(verdict, since, own?.recentMs ?? []);
    }),
  };
}

/** Of the others the reason is in failures alone. */
const RESTS_ON_ANSWERS: ReadonlySet<Judgement> = new Set(['normal', 'slow', 'flapping']);

/**
 * What is judged now stands, but nothing of what was before: what judging rests on is told once it is
 * answers from then on, and why in words where the judgement began then, too.
 */
function verdictSince(
  verdict: VerdictDto,
  since: number,
  recentMs: SeriesDto['recentMs'],
): VerdictDto {
  if (since === Number.NEGATIVE_INFINITY) return verdict;
  const isJudgedByThese = recentMs.filter((total) => total !== null).length >= RATIO_TOTALS;
  const isFromThen = verdict.since >= since;
  const { judgement } = verdict;
  const isOpen = isFromThen && (isJudgedByThese || !RESTS_ON_ANSWERS.has(judgement));
  const nothing = { ratio: null, normalMs: null, deviation: null } as const;
  return {
    ...{ ...verdict, ...(isJudgedByThese ? {} : nothing) },
    ...(isFromThen ? {} : { phase: null, scope: null }),
    since: Math.max(verdict.since, since),
    why: isOpen ? verdict.why : JUDGEMENT_LABELS[judgement],
  };
}
