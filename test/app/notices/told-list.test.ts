import { describe, expect, it } from 'vitest';
import type { NoticeOrder } from '../../../src/app/control/notice-order.ts';
import { toldLines } from '../../../src/cli/told-words.ts';
import { AT } from './drawn-council.ts';
import { merged, openCouncil, PATTERN, singles } from './merged-council.ts';

const listFor = (as: string | null): NoticeOrder => ({
  ...{ action: 'notice-told', incident: PATTERN, as, at: AT, actor: 'operator' },
});

async function told(isTaken = true) {
  const council = await openCouncil({ isTaken });
  await council.judge(singles());
  await council.pass(2);
  await council.judge(merged());
  const list = async (as: string | null) => {
    const outcome = await council.desk.take('1', listFor(as));
    if (outcome.kind !== 'told_listed') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  return { ...council, list };
}

describe('the list of who was told', () => {
  it('holds for a secretariat itself and its own members, and nothing of any other', async () => {
    const { list } = await told();
    const gas = await list('sector:gas');
    expect(gas.recipients.map(({ recipient }) => recipient)).toEqual([
      'member:gas-1',
      'sector:gas',
    ]);
    expect(JSON.stringify(gas)).not.toMatch(/bank|tap-1/);
    const all = await list(null);
    expect(all.recipients).toHaveLength(6);
    expect([gas.marking, all.marking]).toEqual(['TLP:AMBER+STRICT', 'TLP:AMBER+STRICT']);
  });

  it('is for nobody but the operator and secretariats', async () => {
    const { desk } = await told();
    for (const as of ['member:gas-1', 'council']) {
      expect(await desk.take('1', listFor(as))).toMatchObject({
        kind: 'notice_refused',
        text: { en: expect.stringContaining('for the operator and for secretariats') },
      });
    }
  });

  it('tells what is on its way from what did not arrive', async () => {
    const { list, store } = await told(false);
    const stateOf = async () => (await list('sector:gas')).recipients[0]?.state;
    expect(await stateOf()).toBe('on_its_way');
    const waiting = await store.waiting();
    await store.settle(waiting.map((each) => ({ ...each, attempts: 1, lastError: '451 later' })));
    expect(await stateOf()).toBe('not_reached');
  });

  it('is printed with the last decision of a contact, and with all where that is asked for', async () => {
    const { list, pass } = await told();
    await pass(40);
    const outcome = await list('sector:gas');
    const heads = outcome.recipients[0]?.contacts.find(({ to }) => to.startsWith('head@'));
    expect(heads?.decisions.length).toBeGreaterThan(1);
    const linesOf = (isWhole: boolean) =>
      toldLines(outcome, { language: 'en', isWhole }).filter((line) => line.startsWith('        '));
    expect(linesOf(false)).toHaveLength(3);
    expect(linesOf(true).length).toBeGreaterThan(3);
  });
});
