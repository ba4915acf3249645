import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';
import type { EntranceDto } from '../dto/entrance.ts';
import { bodyOf, whenOut } from './api.ts';

export interface EntranceState {
  /** `unknown` until the board has said. */
  readonly now: EntranceDto | { readonly state: 'unknown' };
  /** Asks the board anew. */
  readonly reload: () => Promise<void>;
}

export const EntranceContext = createContext<EntranceState>({
  now: { state: 'unknown' },
  reload: () => Promise.resolve(),
});

/** Between the board and who looks at it. */
export function useEntrance(): EntranceState {
  return useContext(EntranceContext);
}

/** Of the session, to be sent with every act; null = there is none. */
export function useCsrf(): string | null {
  const { now } = useEntrance();
  return now.state === 'in' ? now.csrf : null;
}

/** Whether who looks may act at all: a wall reads, and nothing else. */
export function useMayAct(): boolean {
  const { now } = useEntrance();
  return now.state === 'open' || (now.state === 'in' && !now.isWall);
}

/** Asked once, and again whenever the board does not know who asks any more. */
export function useEntranceState(): EntranceState {
  const [now, setNow] = useState<EntranceState['now']>({ state: 'unknown' });
  const reload = useCallback(async () => {
    try {
      const answer = await fetch('/api/entrance');
      if (answer.ok) setNow(bodyOf<EntranceDto>(await answer.json()));
    } catch (error) {
      // No network: what the page asks for next tells of it.
      if (!(error instanceof TypeError)) throw error;
    }
  }, []);
  useEffect(() => {
    void reload();
    return whenOut(() => void reload());
  }, [reload]);
  return { now, reload };
}
