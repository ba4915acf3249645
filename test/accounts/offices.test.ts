import { expect, it } from 'vitest';
import type { Offices } from '../../src/accounts/offices.ts';
import { AT_MACHINE } from '../../src/core/ports/entrance.ts';
import type { Office } from '../../src/core/words/account.ts';
import { FROM, granted, OFFICES, openTestEntrance, personOf } from './opened-entrance.ts';

const MEMBER = { kind: 'member', member: 'gas-0001' } as const;

it('does not hold whom it let in for a sector that he is not in any more', async () => {
  let sector = 'gas';
  const offices: Offices = {
    ...OFFICES,
    viewerOf: (office) =>
      office.kind === 'member' ? { ...office, sector } : OFFICES.viewerOf(office),
  };
  const opened = await openTestEntrance({ offices });
  await personOf(opened, 'sato');
  const { pass, secret } = await personOf(opened, 'abe', MEMBER);
  const { entrance } = opened;
  expect(entrance.holds(pass)).toBe(true);
  sector = 'water';
  expect(entrance.holds(pass)).toBe(false);
  const anew = entrance.admit('cookie', secret, FROM.address);
  expect(anew?.viewer).toEqual({ ...MEMBER, sector: 'water' });
  expect(anew !== null && entrance.holds(anew)).toBe(true);
});

it('lets an office have a hundred accounts, with those of a day that ended', async () => {
  const opened = await openTestEntrance();
  await personOf(opened, 'sato');
  const { entrance, clock } = opened;
  const invite = async (name: string, office: Office) =>
    await entrance.invite(AT_MACHINE, { name, office });
  for (let n = 0; n < 100; n += 1) {
    const { account } = granted(await invite(`m${n}`, MEMBER));
    if (n < 50) granted(await entrance.end(AT_MACHINE, account.id));
  }
  expect((await invite('one-more', MEMBER)).refusal).toBe('too_many_accounts');
  expect((await invite('other', { kind: 'council' })).refusal).toBeNull();
  clock.step(86_400_001);
  expect((await invite('one-more', MEMBER)).refusal).toBeNull();
});
