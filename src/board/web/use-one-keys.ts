import { useEffect, useState } from 'preact/hooks';
import { keepChoice, keptChoice } from './kept-choice.ts';

const KEPT_AS = 'keys';
/** Whoever listens to single keys, or shows whether anybody does. */
const listeners = new Set<(areOn: boolean) => void>();

export interface OneKeys {
  readonly areOn: boolean;
  readonly choose: (areOn: boolean) => void;
}

/** Whether single keys are wanted in this browser: a choice holds at once for all of the page. */
export function useOneKeys(): OneKeys {
  const [areOn, setOn] = useState(() => keptChoice(KEPT_AS) !== 'off');
  useEffect(() => {
    listeners.add(setOn);
    return () => void listeners.delete(setOn);
  }, []);
  return { areOn, choose };
}

function choose(areOn: boolean): void {
  keepChoice(KEPT_AS, areOn ? 'on' : 'off');
  for (const listener of listeners) listener(areOn);
}
