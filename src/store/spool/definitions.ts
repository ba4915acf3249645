import { type Facts, type FactValue, factsOfValues } from '../embedded/facts.ts';
import type { SeriesName } from '../embedded/series-book.ts';

/** Series and facts as a record tells them, each with its id. */
export interface NewDefinitions {
  readonly series: readonly (readonly [number, SeriesName])[];
  readonly facts: readonly (readonly [number, readonly FactValue[]])[];
}

/** What the ids in a segment's records mean; each is told once a segment, before its first use. */
export class Definitions {
  readonly #series = new Map<number, SeriesName>();
  readonly #facts = new Map<number, Facts>();

  add({ series, facts }: NewDefinitions): void {
    for (const [id, name] of series) this.#series.set(id, name);
    for (const [id, values] of facts) this.#facts.set(id, factsOfValues(values));
  }

  /** Undefined where the record that told it is damaged. */
  series(id: number): SeriesName | undefined {
    return this.#series.get(id);
  }

  /** Undefined where the record that told it is damaged. */
  facts(id: number): Facts | undefined {
    return this.#facts.get(id);
  }
}
