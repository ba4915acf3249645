import { useCallback, useEffect, useState } from 'preact/hooks';
import type { IncidentListDto } from '../dto/judging.ts';
import { getData } from './api.ts';
import { IncidentTable } from './incident-table.tsx';
import { useFew } from './use-few.tsx';
import type { JudgingNews } from './use-judging-news.ts';
import { useLoading } from './use-loading.ts';
import { useWords } from './words.ts';

export interface SiteIncidentsProps {
  readonly target: string;
  readonly news: JudgingNews;
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
}

const FEW = 8;

/** The newest incidents that a site is or was in; nothing where there are none. */
export function SiteIncidents({ target, news, timezone, at }: SiteIncidentsProps) {
  const words = useWords();
  const [list, setList] = useState<IncidentListDto | null>(null);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const path = `/api/incidents?${new URLSearchParams({ target })}`;
      setList((await getData<IncidentListDto>(path, signal)).data);
    },
    [target],
  );
  const { reload } = useLoading(load);
  useEffect(() => {
    if (news.version !== null || news.polls > 0) reload();
  }, [news, reload]);
  const { shown, button } = useFew(list?.incidents ?? [], FEW);
  if (shown.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="site-incidents">
      <h2 id="site-incidents">{words.siteIncidents}</h2>
      <IncidentTable incidents={shown} timezone={timezone} at={at} label={words.siteIncidents} />
      {button}
    </section>
  );
}
