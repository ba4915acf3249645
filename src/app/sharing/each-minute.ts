import type { Clock } from '../../core/ports/clock.ts';
import { periodStart } from '../../core/time/slots.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';

/**
 * Looks at what is told of many at the beginning of every full minute, whoever else does: when it changes
 * must not depend on whether somebody watches. `starting` ends it.
 */
export function eachMinute(
  clock: Pick<Clock, 'now' | 'after'>,
  look: () => void,
  starting: AsyncDisposableStack,
): void {
  let cancel = () => {};
  const wait = () => {
    const now = clock.now();
    cancel = clock.after(periodStart(now, GRID_MS) + GRID_MS - now, () => {
      look();
      wait();
    });
  };
  look();
  wait();
  starting.defer(() => cancel());
}
