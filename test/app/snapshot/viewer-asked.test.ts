import { describe, expect, it } from 'vitest';
import { CouncilOffices } from '../../../src/app/accounts/offices-of.ts';
import { viewerAsked } from '../../../src/app/snapshot/viewer-asked.ts';
import type { AccountFacts } from '../../../src/core/ports/entrance.ts';
import type { Office } from '../../../src/core/words/account.ts';
import { sharingCouncil } from '../sharing/shared-council.ts';

function account(name: string, office: Office, state: AccountFacts['state'] = 'active') {
  return {
    ...{ id: `id-of-${name}`, name, office, state, invitedAt: 0, invitedBy: 'operator' },
    ...{ acceptedAt: 0, endedAt: null, lastUsedAt: null, issuer: null },
  };
}

const council = sharingCouncil(['counted']);
const among = {
  offices: new CouncilOffices(() => council),
  accounts: [
    account('abe', { kind: 'member', member: 'gas-own' }),
    account('gone', { kind: 'council' }, 'ended'),
    account('moved', { kind: 'member', member: 'no-more' }),
    account('council', { kind: 'member', member: 'gas-own' }),
  ],
};
const MEMBER = { kind: 'member', member: 'gas-own', sector: 'gas' };

describe('a viewer that is named', () => {
  it.each([
    ['council', { kind: 'council' }],
    ['observer', { kind: 'observer' }],
    ['operator', { kind: 'operator' }],
    ['secretariat:gas', { kind: 'secretariat', sector: 'gas' }],
    ['member:gas-own', MEMBER],
    ['member:gas/gas-own', MEMBER],
    ['abe', MEMBER],
    ['id-of-abe', MEMBER],
  ])('is found: %s', (text, viewer) => {
    expect(viewerAsked(text, among)).toEqual({ viewer, refusal: null });
  });

  it.each([
    ['nobody', 'there is no viewer nobody'],
    ['secretariat', 'there is no viewer'],
    ['secretariat:', 'there is no viewer'],
    ['secretariat:water', 'there is no viewer'],
    ['member:', 'there is no viewer'],
    ['member:rail/gas-own', 'there is no viewer'],
    ['member:gas/', 'there is no viewer'],
    ['moved', 'there is no viewer moved'],
    ['gone', 'the account gone has ended'],
    ['Council', 'there is no viewer'],
    ['__proto__', 'there is no viewer'],
  ])('is not there: %s', (text, said) => {
    const { viewer, refusal } = viewerAsked(text, among);
    expect([viewer, refusal?.en]).toEqual([null, expect.stringContaining(said)]);
  });
});
