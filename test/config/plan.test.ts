import { describe, expect, it } from 'vitest';
import { type MemberTouched, NOTHING_TOUCHED } from '../../src/config/owner-of-field.ts';
import { planLines } from '../../src/config/plan/plan-lines.ts';
import { isEmptyPlan, planOf } from '../../src/config/plan.ts';
import { PLAIN_CALENDAR, type YearEnd } from '../../src/core/calendar.ts';
import type { Config, Consent } from '../../src/core/config.ts';
import { PLAIN_CONTACT } from '../../src/core/words/recipient.ts';
import { councilOf, member, sector, target } from './council-of.ts';

const both = (text: string) => ({ ja: text, en: text });

describe('planOf', () => {
  const gas = sector('gas', [member('gas-0001', [target('gas-0001-home')])]);

  it('finds nothing between a configuration and itself', () => {
    const plan = planOf(councilOf([gas]), councilOf([gas]));
    expect(isEmptyPlan(plan)).toBe(true);
    expect(plan.sectors).toEqual([
      { sector: 'gas', change: 'kept', added: 0, removed: 0, renamed: 0, changed: 0, kept: 1 },
    ]);
    expect(plan.removals).toMatchObject({ count: 0, of: 1, isRefused: false });
  });

  it('shows reference sites as one value of the council, and counts them among no targets', () => {
    const reference = [target('uplink', { enrolment: null, consent: 'own' })];
    const plan = planOf(councilOf([gas]), { ...councilOf([gas]), reference });
    expect(plan.added).toEqual([]);
    expect(plan.around).toMatchObject([
      {
        kind: 'council',
        change: 'changed',
        fields: [
          {
            field: 'reference',
            before: '',
            after: 'uplink https://uplink.example/ "* * * * *" 10000 ms IPv4',
          },
        ],
      },
    ]);
  });

  it('adds everything where nothing is in force', () => {
    const plan = planOf(null, councilOf([gas]));
    expect(plan.added).toEqual([
      {
        id: 'gas-0001-home',
        sector: 'gas',
        member: 'gas-0001',
        memberName: both('gas-0001'),
        url: 'https://gas-0001-home.example/',
      },
    ]);
    expect(plan.sectors[0]).toMatchObject({ change: 'added', added: 1, kept: 0 });
    expect(plan.around.map(({ kind, id, change }) => [kind, id, change])).toEqual([
      ['field', 'energy', 'added'],
      ['sector', 'gas', 'added'],
      ['member', 'gas-0001', 'added'],
    ]);
    expect(plan.removals.isRefused).toBe(false);
  });

  it('names every field of a target that changes, before and after', () => {
    const later = target('gas-0001-home', {
      url: 'https://new.example/',
      schedule: '*/5 * * * *',
      expect: { status: [200, 204], text: null },
      thresholds: { warnMs: 900, criticalMs: null, failingShareRatio: null },
      enrolment: null,
    });
    const plan = planOf(
      councilOf([gas]),
      councilOf([sector('gas', [member('gas-0001', [later])])]),
    );
    expect(plan.changed).toHaveLength(1);
    expect(plan.changed[0]?.fields).toEqual([
      {
        field: 'url',
        before: 'https://gas-0001-home.example/',
        after: 'https://new.example/',
      },
      { field: 'schedule', before: '* * * * *', after: '*/5 * * * *' },
      { field: 'expect.status', before: null, after: '200, 204' },
      { field: 'thresholds.warnMs', before: null, after: 900 },
      { field: 'enrolment.by', before: 'Desk', after: null },
      { field: 'enrolment.on', before: '2026-10-01', after: null },
    ]);
    expect([plan.added, plan.removed, plan.around]).toEqual([[], [], []]);
  });

  it('tells a new id for a URL that stays from a removal, and counts it as one', () => {
    const url = 'https://gas-0001-home.example/';
    const later = sector('gas', [member('gas-0001', [target('gas-0001-top', { url })])]);
    const plan = planOf(councilOf([gas]), councilOf([later]));
    expect(plan.renamed.map(({ before, after }) => [before.id, after.id])).toEqual([
      ['gas-0001-home', 'gas-0001-top'],
    ]);
    expect([plan.added, plan.removed]).toEqual([[], []]);
    expect(plan.sectors[0]).toMatchObject({ renamed: 1, kept: 0 });
    expect(plan.removals).toMatchObject({ count: 1, of: 1, isRefused: true });
  });

  it('keeps the history of a target that moves to another member and sector', () => {
    const water = sector('water', [member('water-0001', [target('gas-0001-home')])]);
    const plan = planOf(councilOf([gas]), councilOf([sector('gas', []), water]));
    expect(plan.changed[0]?.fields).toEqual([
      { field: 'sector', before: 'gas', after: 'water' },
      { field: 'member', before: 'gas-0001', after: 'water-0001' },
    ]);
    expect([plan.added, plan.removed]).toEqual([[], []]);
  });

  it('says which sector goes, with its sites and members', () => {
    const water = sector('water', [member('water-0001', [target('water-0001-home')])]);
    const plan = planOf(councilOf([gas, water]), councilOf([gas]));
    expect(plan.removed.map(({ id }) => id)).toEqual(['water-0001-home']);
    expect(plan.around.map(({ kind, id, change }) => [kind, id, change])).toEqual([
      ['sector', 'water', 'removed'],
      ['member', 'water-0001', 'removed'],
    ]);
    expect(plan.sectors[1]).toMatchObject({ sector: 'water', change: 'removed', removed: 1 });
  });

  it('sees changes of the council, a field, a sector and a member', () => {
    const named = { ...gas, name: both('New'), members: [] };
    const later = councilOf([
      { ...named, members: [{ ...member('gas-0001', [target('gas-0001-home')]), code: '012' }] },
    ]);
    const plan = planOf(councilOf([gas]), {
      ...later,
      operator: null,
      fields: later.fields.map((field) => ({ ...field, validTo: '2027-03-31' })),
    });
    expect(plan.around.map(({ kind, fields }) => [kind, fields.map(({ field }) => field)])).toEqual(
      [
        [
          'council',
          [
            'operator.name.ja',
            'operator.name.en',
            'operator.contactUrl',
            'operator.sourceAddresses',
          ],
        ],
        ['field', ['validTo']],
        ['sector', ['name.ja', 'name.en']],
        ['member', ['code']],
      ],
    );
  });

  it('sees a window of planned work that comes, and a day of the calendar', () => {
    const later = councilOf([gas]);
    const plan = planOf(councilOf([gas]), {
      ...later,
      calendar: { ...later.calendar, days: [{ date: '2026-12-29', kind: 'holiday', name: null }] },
      maintenance: [
        {
          id: 'monthly',
          title: null,
          scope: null,
          rule: { kind: 'weekly', weekdays: [7], fromMinute: 0, toMinute: 60 },
          only: [],
          except: [],
          validFrom: null,
          validTo: null,
        },
      ],
    });
    expect(plan.around.map(({ kind, change, fields }) => [kind, change, fields])).toEqual([
      ['council', 'changed', [{ field: 'calendar.days', before: '', after: '2026-12-29 holiday' }]],
      ['maintenance', 'added', []],
    ]);
  });

  it('sees the days around New Year that come, change and go', () => {
    const closed = (yearEnd: YearEnd | null): Config => ({
      ...councilOf([gas]),
      calendar: { ...PLAIN_CALENDAR, yearEnd },
    });
    const changes = (before: Config, after: Config) =>
      planOf(before, after).around.flatMap(({ fields }) => fields);
    const plain = { from: '12-29', to: '01-03' };
    expect(changes(councilOf([gas]), closed(plain))).toEqual([
      { field: 'calendar.yearEnd.from', before: null, after: '12-29' },
      { field: 'calendar.yearEnd.to', before: null, after: '01-03' },
    ]);
    expect(changes(closed(plain), closed({ ...plain, to: '01-05' }))).toEqual([
      { field: 'calendar.yearEnd.to', before: '01-03', after: '01-05' },
    ]);
    expect(changes(closed(plain), closed(null))).toHaveLength(2);
    expect(changes(councilOf([gas]), closed(null))).toEqual([]);
  });

  it('tells webhooks apart without their password', () => {
    const hooked = (to: string) =>
      councilOf([
        sector('gas', [
          {
            ...member('gas-0001', [target('gas-0001-home')]),
            contacts: [{ ...PLAIN_CONTACT, kind: 'webhook', to }],
          },
        ]),
      ]);
    const plan = planOf(
      hooked('https://hook.example/secret1'),
      hooked('https://hook.example/secret2'),
    );
    expect(plan.around[0]?.fields[0]?.field).toBe('contacts');
    expect(JSON.stringify(plan)).toContain('webhook:https://hook.example/…');
    expect(JSON.stringify(plan)).not.toContain('secret');
  });
});

describe('the limit on removals', () => {
  const members = Array.from({ length: 40 }, (_, index) =>
    member(`gas-${index}`, [target(`gas-${index}-home`)]),
  );
  const without = (count: number) => councilOf([sector('gas', members.slice(count))]);
  const before = without(0);

  it.each([
    [2, null, false],
    [3, null, true],
    [3, 2, true],
    [3, 4, true],
    [3, 3, false],
    [40, null, true],
  ])('of %s of 40, with %s confirmed: refused %s', (count, confirmedRemovals, isRefused) => {
    expect(planOf(before, without(count), { confirmedRemovals }).removals).toMatchObject({
      count,
      of: 40,
      isRefused,
    });
  });

  it('follows the share it is given', () => {
    expect(planOf(before, without(3), { removalRatio: 0.1 }).removals.isRefused).toBe(false);
  });
});

describe('fields that a member has set itself', () => {
  const contacts = [{ ...PLAIN_CONTACT, kind: 'mail', to: 'own@a.example' }] as const;
  const configOf = (consent: Consent) =>
    councilOf([sector('gas', [member('gas-0001', [target('gas-0001-home', { consent })])])]);
  const touched: MemberTouched = {
    ...NOTHING_TOUCHED,
    targets: new Map([['gas-0001-home', { consent: 'counted', secretariatSees: 'judgement' }]]),
  };

  it('may be lowered by a file', () => {
    const plan = planOf(configOf('named'), configOf('own'), { touched });
    expect(plan.changed[0]?.fields).toContainEqual({
      field: 'consent',
      before: 'counted',
      after: 'own',
    });
  });

  it('are never widened by a file, and the plan says what it asked for', () => {
    const plan = planOf(configOf('own'), configOf('named'), { touched });
    expect(plan.refused).toEqual([
      { field: 'consent', id: 'gas-0001-home', sector: 'gas', asked: 'named', kept: 'counted' },
      {
        field: 'secretariatSees',
        id: 'gas-0001-home',
        sector: 'gas',
        asked: 'detail',
        kept: 'judgement',
      },
    ]);
    expect(isEmptyPlan(plan)).toBe(false);
  });

  it('keeps the contacts of the member', () => {
    const own = { ...NOTHING_TOUCHED, contacts: new Map([['gas-0001', { contacts }]]) };
    const plan = planOf(configOf('own'), configOf('own'), { touched: own });
    expect(plan.refused).toEqual([
      { field: 'contacts', id: 'gas-0001', sector: 'gas', asked: null, kept: null },
    ]);
    expect(plan.around).toEqual([]);
    const file = { contacts, file: [] };
    const same = { ...NOTHING_TOUCHED, contacts: new Map([['gas-0001', file]]) };
    const silent = planOf(configOf('own'), configOf('own'), { touched: same });
    expect([silent.refused, silent.wider, isEmptyPlan(silent)]).toEqual([[], plan.refused, true]);
    expect(planLines(silent, 'en').at(-1)).toContain('the contacts stay those that the member');
  });
});
