import { isAnsweredSince } from '../../board/answered-since.ts';
import type { SiteDetailDto } from '../../board/dto/shared.ts';
import type { Live } from '../../board/live.ts';
import { seriesSince } from '../../board/series-since.ts';
import { verdictsOf } from '../../board/views/judging.ts';
import { stoppedSince } from '../../board/views/overview.ts';
import type { Judging } from '../../core/ports/judging.ts';
import { verdictSince } from '../../share/rules/verdict-since.ts';
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
      const isJudgedByThese = isAnsweredSince(live, verdict, since);
      return verdictSince(verdict, since, isJudgedByThese);
    }),
  };
}
