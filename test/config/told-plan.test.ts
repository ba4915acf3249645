import { describe, expect, it } from 'vitest';
import { planLines } from '../../src/config/plan/plan-lines.ts';
import { MOST_CHANGES, toldPlan } from '../../src/config/plan/told-plan.ts';
import { planOf } from '../../src/config/plan.ts';
import { councilOf, member, sector, target } from './council-of.ts';

const gas = (...targets: ReturnType<typeof target>[]) =>
  sector('gas', [member('gas-0001', targets)]);

describe('a plan in words', () => {
  it('has each change with its values before and after, and the sectors in which one is', () => {
    const still = sector('rail', [member('rail-0001', [target('rail-0001-home')])]);
    const before = councilOf([gas(target('a'), target('b')), still]);
    const after = councilOf([
      gas(target('a', { consent: 'named', url: 'https://new.example/' }), target('c')),
      still,
    ]);
    const told = toldPlan(planOf(before, after));
    expect(told).toMatchObject({
      sectors: [{ sector: 'gas', added: 1, removed: 1, changed: 1, kept: 0 }],
      more: 0,
      removals: { count: 1, of: 3 },
      changes: [
        {
          ...{ change: 'removed', what: { en: 'b' }, member: { en: 'gas-0001' } },
          ...{ url: 'https://b.example/', fields: [] },
        },
        {
          ...{ change: 'changed', kind: 'target', what: { ja: 'a' } },
          fields: [
            { name: { ja: 'URL' }, before: { en: 'https://a.example/' }, note: null },
            { name: { ja: '共有範囲' }, note: { ja: '（共有範囲が広がります）' } },
          ],
        },
        { change: 'added', what: { en: 'c' }, url: 'https://c.example/' },
      ],
    });
  });

  it('says the same as the lines of the command', () => {
    const before = councilOf([gas(target('a'))]);
    const after = {
      ...councilOf([gas(target('a-new', { url: 'https://a.example/' }))]),
      vantage: 'other',
    };
    const plan = planOf(before, after);
    const lines = planLines(plan, 'en').join('\n');
    const { changes } = toldPlan(plan);
    expect(changes.map(({ change }) => change)).toEqual(['renamed', 'changed']);
    for (const { what, fields, note } of changes) {
      expect(lines).toContain(what.en);
      expect(lines).toContain(note?.en ?? '');
      for (const { name, before: was, after: is, note: beside } of fields) {
        expect(lines).toContain(`${name.en}: ${was.en} → ${is.en}${beside?.en}`);
      }
    }
    expect(lines).toContain('vantage: main → other (from the next start on)');
  });

  it('is of a bounded size, whatever changes', () => {
    const many = Array.from({ length: MOST_CHANGES + 50 }, (_, n) => target(`t-${n}`));
    const told = toldPlan(planOf(councilOf([gas(...many)]), councilOf([gas(target('t-0'))])));
    expect([told.changes.length, told.more]).toEqual([MOST_CHANGES, 49]);
    expect(told.removals).toEqual({ count: MOST_CHANGES + 49, of: MOST_CHANGES + 50 });
    const long = target('a', { url: `https://a.example/${'𠮷'.repeat(400)}` });
    const [change] = toldPlan(
      planOf(councilOf([gas(target('a'))]), councilOf([gas(long)])),
    ).changes;
    const after = change?.fields[0]?.after.ja ?? '';
    expect([...after]).toHaveLength(300);
    expect(after).toMatch(/𠮷…$/u);
  });
});
