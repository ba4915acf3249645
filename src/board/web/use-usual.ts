import { useEffect, useState } from 'preact/hooks';
import type { Family } from '../../core/words/outcome.ts';
import type { UsualDto } from '../dto/target.ts';
import { getData } from './api.ts';

/** What is usual changes by the hour; it is asked for again this often, ms. */
const EVERY_MS = 900_000;
const RETRY_MS = 15_000;

export interface UsualPlace {
  /** The council's: hours of the day are of it. */
  readonly timezone: string;
  /** What the 24 hours that are shown end at, epoch ms; null = now, and then it is asked for by and by. */
  readonly at: number | null;
}

/** What is usual for a series by the hour of the day; null until it is there. */
export function useUsual(
  target: string,
  family: Family,
  { timezone, at }: UsualPlace,
): UsualDto | null {
  const [held, setHeld] = useState<({ usual: UsualDto } & UsualPlace) | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    let timer = 0;
    const ask = () => {
      const query = `family=${family}${at === null ? '' : `&at=${at}`}`;
      const path = `/api/targets/${encodeURIComponent(target)}/usual?${query}`;
      getData<UsualDto>(path, controller.signal).then(
        ({ data }) => {
          setHeld({ usual: data, timezone, at });
          if (at === null) timer = window.setTimeout(ask, EVERY_MS);
        },
        () => {
          if (!controller.signal.aborted) timer = window.setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [target, family, timezone, at]);
  if (held === null || held.timezone !== timezone || held.at !== at) return null;
  const { usual } = held;
  return usual.target === target && usual.family === family ? usual : null;
}
