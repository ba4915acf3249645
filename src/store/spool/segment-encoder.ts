import type { BatchMessage } from '../embedded/batch-encoder.ts';
import type { FactValue } from '../embedded/facts.ts';
import type { SeriesName } from '../embedded/series-book.ts';
import type { NewDefinitions } from './definitions.ts';
import { samplePayload, seriesIn } from './sample-payload.ts';

/** Makes payloads of batches, so that a segment tells each series and facts once. */
export class SegmentEncoder {
  readonly #series = new Map<number, SeriesName>();
  readonly #facts = new Map<number, readonly FactValue[]>();
  #toldSeries = new Set<number>();
  #toldFacts = new Set<number>();
  #fresh: NewDefinitions = { series: [], facts: [] };

  beginSegment(): void {
    this.#toldSeries = new Set();
    this.#toldFacts = new Set();
  }

  /** The same batch may come again after a write that failed. Throws RangeError for an unknown id. */
  payload(batch: BatchMessage): Uint8Array {
    for (const [id, name] of batch.newSeries) this.#series.set(id, name);
    for (const [id, values] of batch.newFacts) this.#facts.set(id, values);
    const series = [...seriesIn(batch)].filter((id) => !this.#toldSeries.has(id));
    const facts = batch.facts.filter((id) => !this.#toldFacts.has(id));
    this.#fresh = {
      series: series.map((id) => [id, defined(this.#series, id)]),
      facts: facts.map((id) => [id, defined(this.#facts, id)]),
    };
    return samplePayload(batch, this.#fresh);
  }

  /** The payload made last is in the segment. */
  written({ retired }: BatchMessage): void {
    for (const [id] of this.#fresh.series) this.#toldSeries.add(id);
    for (const [id] of this.#fresh.facts) this.#toldFacts.add(id);
    for (const id of retired) this.#facts.delete(id);
  }
}

function defined<T>(known: ReadonlyMap<number, T>, id: number): T {
  const value = known.get(id);
  if (value === undefined) throw new RangeError(`id ${id} was never defined`);
  return value;
}
