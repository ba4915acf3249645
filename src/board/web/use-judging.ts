import { useCallback, useEffect, useState } from 'preact/hooks';
import type { JudgingDto } from '../dto/judging.ts';
import { getData } from './api.ts';
import type { JudgingNews } from './use-judging-news.ts';
import { useLoading } from './use-loading.ts';

/** Of what judging is asked: the whole council, one of its sectors, or one site. */
export interface JudgingScope {
  readonly sector?: string;
  readonly target?: string;
}

/** What judging says now, asked for again when the news say that there is something else; null = not known. */
export function useJudging({ sector, target }: JudgingScope, news: JudgingNews): JudgingDto | null {
  const [held, setHeld] = useState<JudgingDto | null>(null);
  const params = new URLSearchParams({
    ...(sector === undefined ? {} : { sector }),
    ...(target === undefined ? {} : { target }),
  });
  const path = `/api/judging?${params}`;
  const load = useCallback(
    async (signal: AbortSignal) => setHeld((await getData<JudgingDto>(path, signal)).data),
    [path],
  );
  const { failure, reload } = useLoading(load);
  const known = held?.version ?? null;
  useEffect(() => {
    if (known !== null && news.version !== null && news.version !== known) reload();
  }, [news.version, known, reload]);
  useEffect(() => {
    if (news.polls > 0) reload();
  }, [news.polls, reload]);
  // A page whose network is gone says how old it is; else what cannot be loaded is not known any more.
  return failure === null || failure === 'offline' ? held : null;
}
