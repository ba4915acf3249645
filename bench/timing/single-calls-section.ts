import type { Goal } from '../report/goal.ts';
import { numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import type { SingleCalls } from './single-calls.ts';

/** Of `wait` for a single call on an idle machine, ms. */
const LIMIT_MS = 3;

export function singleCallGoals(runs: readonly SingleCalls[]): readonly Goal[] {
  return runs.map(({ scheme, waitErrorsMs }) => ({
    what: {
      ja: `check を1回だけ実行したときの wait の誤差、最大（${scheme}）`,
      en: `error of wait of a single call of check, largest, ${scheme}`,
    },
    figure: waitErrorsMs.length === 0 ? null : Math.max(...waitErrorsMs),
    limit: LIMIT_MS,
    unit: ' ms',
  }));
}

export function singleCallsSection(runs: readonly SingleCalls[]): Section {
  return {
    heading: 'A single call of check: error of wait, ms',
    paragraphs: [
      'Each call is a process of its own, as a person types it, one after the other, against 127.0.0.1 with 40 ms commanded; it warms its probe path on a loopback server of its own first.',
    ],
    table: {
      head: ['scheme', 'calls', 'failed', 'p50', 'p99', 'largest'],
      rows: runs.map(({ scheme, waitErrorsMs, failed }) => [
        scheme,
        String(waitErrorsMs.length + failed),
        String(failed),
        numberText(percentile(waitErrorsMs, 0.5)),
        numberText(percentile(waitErrorsMs, 0.99)),
        numberText(waitErrorsMs.length === 0 ? null : Math.max(...waitErrorsMs)),
      ]),
    },
  };
}
