/**
 * Starts each item at its time whatever became of the earlier ones (open loop: a slow answer does
 * not thin out the load), and resolves when all have ended. Timers are late by up to a millisecond
 * or two; phases do not depend on it. With `aheadMs` items are given as the scheduler gives slots: in
 * company, before their time, with the epoch ms at which they are due.
 */
export async function pace<T extends { readonly atMs: number }>(
  items: readonly T[],
  start: (item: T, dueAt: number) => Promise<void>,
  aheadMs = 0,
): Promise<void> {
  const running: Promise<void>[] = [];
  const from = performance.now();
  const epochFrom = Date.now();
  let next = 0;
  await new Promise<void>((resolve) => {
    const fire = (): void => {
      const nowMs = performance.now() - from;
      const untilMs = nowMs + aheadMs;
      for (;;) {
        const item = items[next];
        if (item === undefined) {
          resolve();
          return;
        }
        if (item.atMs > untilMs) {
          setTimeout(fire, Math.max(1, Math.ceil(item.atMs - aheadMs / 2 - nowMs)));
          return;
        }
        next += 1;
        running.push(start(item, Math.round(epochFrom + item.atMs)));
      }
    };
    fire();
  });
  await Promise.all(running);
}
