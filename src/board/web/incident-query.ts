import { useEffect } from 'preact/hooks';
import type { ChangesDto, CouncilDto } from '../dto.ts';
import type { LiveState } from './use-live.ts';

/** The council's condition after an event; incidents themselves are loaded anew when judging changed. */
export function withCondition<T extends { readonly council: CouncilDto }>(
  data: T,
  { condition }: ChangesDto,
): T {
  return { ...data, council: { ...data.council, condition } };
}

/** Loads anew whenever events tell that judging says something else. */
export function useReloadOnNews({ news, reload }: Pick<LiveState<unknown>, 'news' | 'reload'>) {
  const { version } = news;
  useEffect(() => {
    if (version !== null) reload();
  }, [version, reload]);
}
