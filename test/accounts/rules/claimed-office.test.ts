import { describe, expect, it } from 'vitest';
import { claimedOffices } from '../../../src/accounts/rules/claimed-office.ts';
import type { OfficeRule } from '../../../src/core/openid-config.ts';

const RULES: readonly OfficeRule[] = [
  { claim: 'groups', value: 'operators', office: { kind: 'operator' } },
  { claim: 'groups', value: 'measurers', office: { kind: 'operator' } },
  { claim: 'realm_access.roles', value: 'council', office: { kind: 'council' } },
  { claim: 'https://example.jp/role', value: 'observer', office: { kind: 'observer' } },
  { claim: 'member', value: null, kind: 'member' },
  { claim: 'sectors', value: null, kind: 'secretariat' },
];

describe('whose an account is, by its claims', () => {
  it('is what a rule says of a text, or of a text in a list', () => {
    expect(claimedOffices(RULES, { groups: 'operators' })).toEqual([{ kind: 'operator' }]);
    expect(claimedOffices(RULES, { groups: ['x', 'operators'] })).toEqual([{ kind: 'operator' }]);
  });

  it('is found step by step, and under a name that has dots itself', () => {
    expect(claimedOffices(RULES, { realm_access: { roles: ['council'] } })).toEqual([
      { kind: 'council' },
    ]);
    expect(claimedOffices(RULES, { 'https://example.jp/role': 'observer' })).toEqual([
      { kind: 'observer' },
    ]);
  });

  it('is the member or sector whose id the claim is', () => {
    expect(claimedOffices(RULES, { member: 'gas-0001' })).toEqual([
      { kind: 'member', member: 'gas-0001' },
    ]);
    expect(claimedOffices(RULES, { sectors: ['gas', 'water'] })).toEqual([
      { kind: 'secretariat', sector: 'gas' },
      { kind: 'secretariat', sector: 'water' },
    ]);
  });

  it('is one where several rules say the same', () => {
    expect(claimedOffices(RULES, { groups: ['measurers', 'operators'] })).toHaveLength(1);
  });

  it.each([
    [{}],
    [{ groups: 'Operators' }],
    [{ groups: 'operators,council' }],
    [{ groups: { operators: true } }],
    [{ groups: [['operators']] }],
    [{ realm_access: 'council' }],
    [{ 'realm_access.roles.constructor': 'council' }],
    [{ member: 7 }],
  ])('is nothing by %j', (claims) => {
    expect(claimedOffices(RULES, claims)).toEqual([]);
  });
});
