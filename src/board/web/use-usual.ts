import { useEffect, useState } from 'preact/hooks';
import type { Family } from '../../core/words/outcome.ts';
import type { UsualDto } from '../dto/target.ts';
import { getData } from './api.ts';

/** What is usual changes by the hour; it is asked for again this often, ms. */
const EVERY_MS = 900_000;
const RETRY_MS = 15_000;

/**
 * What is usual for a series by the hour of the day in a zone, the council's; null until it is there. Of
 * the target null nothing is asked.
 */
export function useUsual(target: string | null, family: Family, timezone: string): UsualDto | null {
  const [held, setHeld] = useState<{ usual: UsualDto; timezone: string } | null>(null);
  useEffect(() => {
    if (target === null) return;
    const controller = new AbortController();
    let timer = 0;
    const ask = () => {
      const path = `/api/targets/${encodeURIComponent(target)}/usual?family=${family}`;
      getData<UsualDto>(path, controller.signal).then(
        ({ data }) => {
          setHeld({ usual: data, timezone });
          timer = window.setTimeout(ask, EVERY_MS);
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
  }, [target, family, timezone]);
  if (held === null || held.timezone !== timezone) return null;
  const { usual } = held;
  return usual.target === target && usual.family === family ? usual : null;
}
