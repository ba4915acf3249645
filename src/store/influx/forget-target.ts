import { quoteName, tagIs } from '../../core/influxql.ts';
import { JUDGEMENT, MEASUREMENTS, PROBE, ROLLUP } from '../../core/schema.ts';
import type { Forgotten } from '../../core/words/fan-out.ts';
import type { AnswerBlock } from './answer-block.ts';

/** Measurements whose points name a target. */
const NAMING = MEASUREMENTS.filter(({ tags }) => tags.some(({ name }) => name === 'target'));
/** Those with values; a judgement has the ratio that goes with it. */
const MEASURED = [PROBE, ROLLUP, JUDGEMENT];

/** Deletes points that name the target from one bucket. Rejects with `store_unavailable`. */
export async function forgetTarget(
  ask: (query: string) => AsyncGenerator<AnswerBlock>,
  target: string,
  what: Forgotten,
): Promise<void> {
  for (const { name } of what === 'all' ? NAMING : MEASURED) {
    const answer = ask(`DELETE FROM ${quoteName(name)} WHERE ${tagIs('target', target)}`);
    while ((await answer.next()).done !== true) {
      // A deletion answers with nothing that is of use.
    }
  }
}
