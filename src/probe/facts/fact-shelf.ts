import type { FactKind, SharedFact } from '../../core/words/fact.ts';

/** A fact as it is kept in a file. */
export type KeptFact = readonly [kind: FactKind, text: string];

/** Makes of equal facts one object: thousands of targets share it, and it is compared by identity. */
export class FactShelf {
  #byKind = new Map<FactKind, Map<string, SharedFact>>();

  /** null for no text. */
  fact(kind: FactKind, text: string | null): SharedFact | null {
    if (text === null || text === '') return null;
    const known = this.#byKind.get(kind)?.get(text);
    if (known !== undefined) return known;
    const fact = { kind, text };
    this.#add(fact);
    return fact;
  }

  /** Those that have a text, in a list that takes no more room than it needs. */
  factsOf(
    wanted: readonly (readonly [kind: FactKind, text: string | null])[],
  ): readonly SharedFact[] {
    return [...wanted.flatMap(([kind, text]) => this.fact(kind, text) ?? [])];
  }

  /** Lets go of all others. */
  keep(facts: Iterable<SharedFact>): void {
    this.#byKind = new Map();
    for (const fact of facts) this.#add(fact);
  }

  #add(fact: SharedFact): void {
    const ofKind = this.#byKind.get(fact.kind) ?? new Map<string, SharedFact>();
    this.#byKind.set(fact.kind, ofKind.set(fact.text, fact));
  }
}

export function keptFactOf({ kind, text }: SharedFact): KeptFact {
  return [kind, text];
}
