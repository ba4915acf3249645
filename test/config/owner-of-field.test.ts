import { expect, it } from 'vitest';
import { type MemberTouched, NOTHING_TOUCHED, ownedBy } from '../../src/config/owner-of-field.ts';
import { planCsv } from '../../src/config/plan/plan-csv.ts';
import { planLines } from '../../src/config/plan/plan-lines.ts';
import { isEmptyPlan, planOf } from '../../src/config/plan.ts';
import { CONSENTS, type Consent } from '../../src/core/config.ts';
import { councilOf, member, sector, target } from './council-of.ts';

const configOf = (consent: Consent) =>
  councilOf([sector('gas', [member('gas-0001', [target('gas-0001-home', { consent })])])]);

it('a member’s own field stays wider than a file that has been left as it was, and the plan says so', () => {
  const levels = { consent: 'named', secretariatSees: 'detail' } as const;
  const file = { consent: 'counted', secretariatSees: 'detail' } as const;
  const targets = new Map([['gas-0001-home', { ...levels, file }]]);
  const widened: MemberTouched = { ...NOTHING_TOUCHED, targets };
  const place = { field: 'consent', id: 'gas-0001-home', sector: 'gas' } as const;
  const same = planOf(configOf('counted'), configOf('counted'), { touched: widened });
  expect(same.wider).toEqual([{ ...place, asked: 'counted', kept: 'named' }]);
  expect([same.refused, isEmptyPlan(same)]).toEqual([[], true]);
  expect(planLines(same, 'ja').at(-1)).toContain('構成員が自ら定めた named のまま');
  expect(planCsv(same)).toContain('kept,target,gas,gas-0001-home,consent,named,counted');
  const lowered = planOf(configOf('counted'), configOf('sector'), { touched: widened });
  expect(lowered.wider).toEqual([]);
  expect(lowered.changed[0]?.fields).toEqual([
    { field: 'consent', before: 'named', after: 'sector' },
  ]);
});

// From a level that the member set to one that the file asks for anew.
it.each<readonly [Consent, Consent, Consent, 'refused' | null]>([
  ['own', 'own', 'own', null],
  ['own', 'counted', 'own', 'refused'],
  ['own', 'sector', 'own', 'refused'],
  ['own', 'named', 'own', 'refused'],
  ['counted', 'own', 'own', null],
  ['counted', 'counted', 'counted', null],
  ['counted', 'sector', 'counted', 'refused'],
  ['counted', 'named', 'counted', 'refused'],
  ['sector', 'own', 'own', null],
  ['sector', 'counted', 'counted', null],
  ['sector', 'sector', 'sector', null],
  ['sector', 'named', 'sector', 'refused'],
  ['named', 'own', 'own', null],
  ['named', 'counted', 'counted', null],
  ['named', 'sector', 'sector', null],
  ['named', 'named', 'named', null],
])('%s by the member and %s by the file is %s', (value, file, inForce, against) => {
  const owned = ownedBy({ value, fileThen: undefined }, file, CONSENTS);
  expect(owned).toEqual({ value: inForce, against });
});

it.each(CONSENTS)('%s by the file alone is in force', (file) => {
  const untouched = { value: undefined, fileThen: undefined };
  expect(ownedBy(untouched, file, CONSENTS)).toEqual({ value: file, against: null });
});
