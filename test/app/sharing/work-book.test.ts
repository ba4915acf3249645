import { expect, it } from 'vitest';
import { WorkBook } from '../../../src/app/sharing/work-book.ts';
import { type PlannedWork, WORK_ACTIONS } from '../../../src/core/words/planned-work.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { T0 } from '../../store/store-sample.ts';
import { workOf } from '../../store/stored-said.ts';

const DAY = 86_400_000;

const planned = (id: string, differs: Partial<PlannedWork> = {}) =>
  workOf(id, { endedAt: null, revision: 1, ...differs });

const idsOf = (works: readonly PlannedWork[]) => works.map(({ id }) => id);

it('forgets with the next change what did not take place and what is long over', async () => {
  const { said, state } = createMemoryStore();
  const book = await WorkBook.open(said, T0);
  const keep = async (work: PlannedWork, at: number) => {
    const by = { at, actor: 'sato', action: WORK_ACTIONS.planned };
    const audit = { ...by, subject: work.member, detail: work.id };
    expect(await book.keep(() => ({ work, audit }))).toBeNull();
  };
  const later = { from: T0 + DAY, to: T0 + 2 * DAY };
  await keep(planned('over'), T0);
  await keep(planned('cut', { to: T0 + 9 * DAY }), T0);
  await keep(planned('taken', later), T0);
  await keep(planned('taken', { ...later, endedAt: T0, revision: 2 }), T0);
  await keep(planned('cut', { to: T0 + 9 * DAY, endedAt: T0 + 5, revision: 2 }), T0 + 5);
  // It is still known that it is over, until something else is planned.
  expect(idsOf(book.all)).toEqual(['over', 'cut']);
  await keep(planned('soon', later), T0 + DAY);
  expect([idsOf(book.all), idsOf(await said.works(0))]).toEqual([
    ...[
      ['over', 'cut', 'soon'],
      ['cut', 'over', 'soon'],
    ],
  ]);
  await keep(planned('last', { from: T0 + 40 * DAY, to: T0 + 41 * DAY }), T0 + 36 * DAY);
  expect(idsOf(book.all)).toEqual(['soon', 'last']);
  expect(idsOf(await said.works(0)).sort()).toEqual(['last', 'soon']);
  expect(await state.auditLines()).toHaveLength(7);
});

it('forgets what an earlier life left, and keeps it until something is changed', async () => {
  const { said } = createMemoryStore();
  const taken = planned('taken', { endedAt: T0 - 1 });
  await said.keepStep({ works: [planned('over'), taken, planned('on', { to: T0 + 90 * DAY })] });
  const book = await WorkBook.open(said, T0 + 40 * DAY);
  expect([idsOf(book.all), (await said.works(0)).length]).toEqual([['on'], 3]);
  const at = T0 + 41 * DAY;
  const by = { at, actor: 'sato', action: WORK_ACTIONS.planned };
  const audit = { ...by, subject: 'gas-0001', detail: null };
  const work = planned('new', { to: at + DAY, at });
  expect(await book.keep(() => 'works_full')).toBe('works_full');
  expect(await said.works(0)).toHaveLength(3);
  await book.keep(() => ({ work, audit }));
  expect(idsOf(await said.works(0))).toEqual(['on', 'new']);
});
