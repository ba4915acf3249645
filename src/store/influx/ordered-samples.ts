import { AppError } from '../../core/errors.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { AnswerBlock } from './answer-block.ts';
import { RowReader } from './row-reader.ts';
import { sampleOfRow } from './sample-of-row.ts';

/**
 * The samples of an answer whose rows come by target, then time: in order of target, slot, family,
 * attempt and vantage, each key once. InfluxDB leaves the rows of one slot in any order, and has a
 * key twice where its target changed member or sector. Rejects with `store_unavailable` for an answer
 * in another order.
 */
export async function* orderedSamples(
  blocks: AsyncIterable<AnswerBlock>,
): AsyncGenerator<readonly Sample[]> {
  let held: readonly Sample[] = [];
  let newest: Sample | null = null;
  for await (const block of blocks) {
    const row = new RowReader(block);
    const read = block.rows.map((cells) => sampleOfRow(row.at(cells)));
    const found = sortedOnce([...held, ...read]);
    const [first] = found;
    if (newest !== null && first !== undefined && compareSamples(newest, first) >= 0) {
      throw outOfOrder();
    }
    const last = found.at(-1);
    const end = found.findLastIndex((each) => last === undefined || !isSameSlot(each, last)) + 1;
    held = found.slice(end);
    newest = found[end - 1] ?? newest;
    if (end > 0) yield found.slice(0, end);
  }
  if (held.length > 0) yield held;
}

/** In order, without repeated keys. */
export function sortedOnce(samples: readonly Sample[]): Sample[] {
  const sorted = [...samples].sort(compareSamples);
  return sorted.filter((sample, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareSamples(before, sample) !== 0;
  });
}

function isSameSlot(a: Sample, b: Sample): boolean {
  return a.target === b.target && a.scheduledAt === b.scheduledAt;
}

function compareSamples(a: Sample, b: Sample): number {
  if (a.target !== b.target) return a.target < b.target ? -1 : 1;
  return (
    a.scheduledAt - b.scheduledAt ||
    a.family - b.family ||
    a.attempt - b.attempt ||
    (a.vantage < b.vantage ? -1 : Number(a.vantage > b.vantage))
  );
}

function outOfOrder(): AppError {
  return new AppError('store_unavailable', {
    ja: 'InfluxDB の応答が計測対象と時刻の順になっていません',
    en: 'InfluxDB answers out of the order of target and time',
  });
}
