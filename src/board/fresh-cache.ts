import type { Dated } from '../core/words/marked.ts';

/** How long an answer is given again, ms. */
const FRESH_MS = 1000;

/** Keeps what was built in the last {@link FRESH_MS}; the oldest first, so the rest is let go. */
export function createFreshCache(now: () => number): <T>(key: string, build: () => T) => Dated<T> {
  const held = new Map<string, Dated<unknown>>();
  return function cached<T>(key: string, build: () => T): Dated<T> {
    const asOf = now();
    for (const [name, { asOf: builtAt }] of held) {
      if (asOf - builtAt < FRESH_MS && asOf >= builtAt) break;
      held.delete(name);
    }
    const found = held.get(key);
    if (found) return sameType<T>(found);
    const built: Dated<T> = { asOf, data: build() };
    held.set(key, built);
    return built;
  };
}

/** A key is always built by the same builder, so what is held under it is of the builder's type. */
function sameType<T>(dated: Dated<unknown>): Dated<T> {
  return dated as Dated<T>;
}
