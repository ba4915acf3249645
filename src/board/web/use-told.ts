import { useEffect, useRef } from 'preact/hooks';
import type { ToldDto } from '../dto/acts.ts';
import { type Sealed, useSealed } from './use-sealed.ts';

/** What others acknowledge is seen after this time at most, ms. */
const LOOK_MS = 10_000;

/** Who was told of an incident; loaded anew as time passes, and with each `news`. */
export function useTold(id: string, news: unknown): Sealed<ToldDto> {
  const sealed = useSealed<ToldDto>(`/api/incidents/${encodeURIComponent(id)}/told`);
  const { reload } = sealed;
  const seen = useRef(news);
  useEffect(() => {
    if (seen.current === news) return;
    seen.current = news;
    reload();
  }, [news, reload]);
  useEffect(() => {
    const timer = setInterval(reload, LOOK_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return sealed;
}
