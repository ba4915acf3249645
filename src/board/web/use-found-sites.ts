import { useEffect, useState } from 'preact/hooks';
import type { FoundSitesDto } from '../dto.ts';
import { getData } from './api.ts';

/** Typing ends with a pause of this length, ms. */
const PAUSE_MS = 150;

/** The sites that a text finds, asked for again with each `version`; null without a text, or yet. */
export function useFoundSites(text: string, version: number): FoundSitesDto | null {
  const [found, setFound] = useState<FoundSitesDto | null>(null);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') {
      setFound(null);
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      getData<FoundSitesDto>(
        `/api/sites?${new URLSearchParams({ search: wanted })}`,
        controller.signal,
      ).then(
        ({ data }) => setFound(data),
        () => {
          if (!controller.signal.aborted) setFound(null);
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted, version]);
  return found;
}
