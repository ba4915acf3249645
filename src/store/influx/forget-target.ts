import { quoteName, tagIs } from '../../core/influxql.ts';
import { JUDGEMENT, PROBE, ROLLUP } from '../../core/schema.ts';
import type { AnswerBlock } from './answer-block.ts';

/** Measurements whose points name a target. */
const NAMING = [PROBE, ROLLUP, JUDGEMENT];

/** Deletes every point that names the target from one bucket. Rejects with `store_unavailable`. */
export async function forgetTarget(
  ask: (query: string) => AsyncGenerator<AnswerBlock>,
  target: string,
): Promise<void> {
  for (const { name } of NAMING) {
    const answer = ask(`DELETE FROM ${quoteName(name)} WHERE ${tagIs('target', target)}`);
    while ((await answer.next()).done !== true) {
      // A deletion answers with nothing that is of use.
    }
  }
}
