/**
 * Starts each item at its time whatever became of the earlier ones (open loop: a slow answer does
 * not thin out the load), and resolves when all have ended. Timers are late by up to a millisecond
 * or two; phases do not depend on it.
 */
export async function pace<T extends { readonly atMs: number }>(
  items: readonly T[],
  start: (item: T) => Promise<void>,
): Promise<void> {
  const running: Promise<void>[] = [];
  const from = performance.now();
  let next = 0;
  await new Promise<void>((resolve) => {
    const fire = (): void => {
      const nowMs = performance.now() - from;
      for (;;) {
        const item = items[next];
        if (item === undefined) {
          resolve();
          return;
        }
        if (item.atMs > nowMs) {
          setTimeout(fire, Math.max(1, Math.ceil(item.atMs - nowMs)));
          return;
        }
        next += 1;
        running.push(start(item));
      }
    };
    fire();
  });
  await Promise.all(running);
}
