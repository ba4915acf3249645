import { expect, it } from 'vitest';
import { failureRunOf } from '../../../../src/judge/rules/council/failure-run.ts';

/** One site a letter, in order of when it began to fail (`F`) or was answered (`.`), the newest last. */
const runIn = (sites: string) =>
  failureRunOf([...sites].map((site, since) => ({ failed: site === 'F', since })));

it.each([
  ['...FFF', { since: 3, after: 2, answers: 0 }],
  ['...FF.F', { since: 3, after: 2, answers: 1 }],
  ['FF', { since: 0, after: Number.NEGATIVE_INFINITY, answers: 0 }],
  ['.F.....FFF', { since: 7, after: 6, answers: 0 }],
  ['.FF.....FFF', { since: 1, after: 0, answers: 5 }],
])('begins where failures outweigh answers most: %s', (sites, run) => {
  expect(runIn(sites)).toEqual(run);
});

it('begins nowhere where answers outweigh each failure', () => {
  expect(runIn('F....F....')).toMatchObject({ since: Number.POSITIVE_INFINITY, answers: 0 });
});

it('takes a failure and an answer of one moment for a failure that came later', () => {
  const standing = [true, false].map((failed) => ({ failed, since: 5 }));
  expect(failureRunOf(standing)).toEqual({ since: 5, after: 5, answers: 0 });
  expect(failureRunOf(standing.toReversed())).toEqual({ since: 5, after: 5, answers: 0 });
});
