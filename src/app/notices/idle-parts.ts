import type { ProberStatus } from '../../core/ports/prober.ts';
import type { Measuring } from '../measuring.ts';

export interface WatchedParts {
  readonly measuring: Pick<Measuring, 'schedule'> & {
    prober(): Pick<ProberStatus, 'workers'>;
  };
  readonly judging: { readonly isWorking: boolean };
  readonly telling: { readonly isWorking: boolean };
}

/**
 * Which of probing, judging and sending does not work, asked from time to time: probing does while
 * there are workers and, where slots came due since the call before, probes were made.
 */
export function idlePartsOf({ measuring, judging, telling }: WatchedParts): () => string[] {
  let before = { due: 0, done: 0 };
  let isProbing = true;
  return () => {
    const { due, done } = measuring.schedule();
    if (done > before.done) isProbing = true;
    else if (due > before.due) isProbing = false;
    before = { due, done };
    return [
      ...(isProbing && measuring.prober().workers > 0 ? [] : ['probing']),
      ...(judging.isWorking ? [] : ['judging']),
      ...(telling.isWorking ? [] : ['sending']),
    ];
  };
}
