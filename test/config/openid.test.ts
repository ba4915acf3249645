import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { partsOf } from '../../src/config/plan/council-parts.ts';
import { restartFields } from '../../src/config/plan/restart-fields.ts';
import { planBetween } from '../../src/config/plan.ts';
import type { Config } from '../../src/core/config.ts';
import { FIXTURES } from './rule-row.ts';

async function loaded(folder: string): Promise<Config> {
  const read = await loadConfig(join(FIXTURES, folder));
  if (!read.ok) throw new Error(`${folder} does not load`);
  return read.config;
}

it('the issuer is read whole', async () => {
  expect((await loaded('whole')).openid).toEqual({
    issuer: 'https://login.example/realms/council',
    clientId: 'yamabiko',
    clientSecretFile: 'secrets/login',
    name: { ja: '協議会の認証基盤', en: 'Council login' },
    scopes: ['openid', 'profile'],
    secondFactor: { acr: ['mfa'], amr: ['otp', 'hwk'] },
    offices: [
      { claim: 'groups', value: 'board-operators', office: { kind: 'operator' } },
      { claim: 'groups', value: 'gas-office', office: { kind: 'secretariat', sector: 'gas' } },
      { claim: 'groups', value: 'gas-one', office: { kind: 'member', member: 'gas-0001' } },
      { claim: 'member_id', value: null, kind: 'member' },
      { claim: 'sector_id', value: null, kind: 'secretariat' },
    ],
    sessionMs: 4 * 3_600_000,
  });
});

it('the issuer is absent where nothing is said of it, and changes at the next start', async () => {
  const whole = await loaded('whole');
  const { openid, ...without } = whole;
  expect(openid).toBeDefined();
  const [change] = planBetween(partsOf(without), whole).around;
  if (change === undefined) throw new Error('no change');
  expect(restartFields(change)).toContain('openid.issuer');
});
