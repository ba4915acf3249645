import { describe, expect, it } from 'vitest';
import { ChangeBook, KEPT_CHANGES } from '../../../src/app/reload/change-book.ts';
import { toldPlan } from '../../../src/config/plan/told-plan.ts';
import { planOf } from '../../../src/config/plan.ts';
import type { RefusedReload } from '../../../src/core/ports/reload-status.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

const gas = (ids: readonly string[]) =>
  councilOf([
    sector('gas', [
      member(
        'gas-0001',
        ids.map((id) => target(id)),
      ),
    ]),
  ]);
const plan = (before: readonly string[], after: readonly string[]) =>
  toldPlan(planOf(gas(before), gas(after)));
const NOTHING = plan(['a'], ['a']);
const START = { at: 1000, plan: null, refused: null, digests: new Map([['a.yaml', '1']]) };
const read = (digest: string) =>
  ({ trigger: 'files', digests: new Map([['a.yaml', digest]]) }) as const;
const taken = (at: number, told = plan(['a'], ['a', 'b'])) => ({
  ...{ at, plan: told, confirmedRemovals: null, restart: [] },
});
const REFUSED: RefusedReload = { at: 2000, reason: 'removals', problems: [], removals: 1 };

describe('changes of the configuration', () => {
  it('are kept with their files, the newest first, the last ten alone', () => {
    const book = new ChangeBook(START);
    expect(book.history()).toEqual({ applied: [], waiting: null });
    for (let n = 1; n <= KEPT_CHANGES + 2; n += 1) book.took(read(`${n + 1}`), taken(1000 + n));
    const { applied } = book.history();
    expect(applied.map(({ at }) => at)).toEqual(
      Array.from({ length: KEPT_CHANGES }, (_, n) => 1000 + KEPT_CHANGES + 2 - n),
    );
    expect(applied[0]).toMatchObject({
      trigger: 'files',
      files: [{ file: 'a.yaml', change: 'changed' }],
    });
  });

  it('begin with what the start took over, where that is anything', () => {
    const change = plan(['a', 'b'], ['a']);
    const book = new ChangeBook({ ...START, plan: change, refused: REFUSED });
    expect(book.history()).toEqual({
      applied: [
        {
          ...{ at: 1000, trigger: 'start', files: [], plan: change },
          ...{ confirmedRemovals: null, restart: [] },
        },
      ],
      waiting: { refused: REFUSED, trigger: 'start', files: [], plan: null },
    });
    expect(new ChangeBook({ ...START, plan: NOTHING }).history().applied).toEqual([]);
  });

  it('are none where nothing but words of a comment changed', () => {
    const book = new ChangeBook(START);
    book.took(read('2'), taken(2000, NOTHING));
    expect(book.history().applied).toEqual([]);
    // And the files of then are those of before from then on.
    book.took(read('2'), taken(3000));
    expect(book.history().applied).toMatchObject([{ at: 3000, files: [] }]);
  });

  it('are one where a setting waits for the next start, once', () => {
    const book = new ChangeBook(START);
    const waits = { ...taken(2000, NOTHING), restart: ['board'] };
    book.took(read('2'), waits);
    book.took(read('3'), { ...waits, at: 3000 });
    expect(book.history().applied.map(({ at, restart }) => [at, restart])).toEqual([
      [2000, ['board']],
    ]);
    book.took(read('4'), { ...taken(3500), restart: ['board', 'store'] });
    expect(book.history().applied[0]).toMatchObject({ at: 3500, restart: ['store'] });
    book.took(read('1'), taken(4000, NOTHING));
    expect(book.history().applied.map(({ at }) => at)).toEqual([4000, 3500, 2000]);
  });

  it('wait with their plan while they are refused, against the files in force', () => {
    const book = new ChangeBook(START);
    const would = plan(['a', 'b'], ['a']);
    book.refused(read('2'), REFUSED, would);
    book.refused(read('3'), REFUSED, would);
    const files = [{ file: 'a.yaml', change: 'changed' }];
    expect(book.history().waiting).toEqual({
      refused: REFUSED,
      trigger: 'files',
      files,
      plan: would,
    });
    book.refused({ trigger: 'signal', digests: null }, REFUSED, null);
    expect(book.history().waiting).toMatchObject({ trigger: 'signal', files: [], plan: null });
    book.took(read('1'), taken(3000, NOTHING));
    expect(book.history()).toEqual({ applied: [], waiting: null });
  });
});
