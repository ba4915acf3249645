import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { configInForce } from '../../../src/app/sharing/config-in-force.ts';
import { MemberChoices } from '../../../src/app/sharing/member-choices.ts';
import { CONSENTS, type Config, targetsOf } from '../../../src/core/config.ts';
import { openTestStore, removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { sharingCouncil } from './shared-council.ts';

const files = sharingCouncil(CONSENTS);
const consentIn = (config: Config, id: string) =>
  targetsOf(config).find(({ target }) => target.id === id)?.target.consent;

let base: string;
beforeAll(() => {
  base = temporaryDir();
});
afterAll(() => removeDir(base));

it.each([
  ['public targets', false, ''],
  ['practice', true, 'practice'],
])('has what a member chose, beside the service that keeps it: %s', async (_, practice, below) => {
  const dataDir = join(base, String(practice));
  const store = await openTestStore(join(dataDir, below));
  const choices = await MemberChoices.open(store.said);
  const by = { target: 'own-named', by: 'member', actor: 'web', request: null, at: 10 } as const;
  const file = { consent: 'named', secretariatSees: 'detail' } as const;
  await choices.choose({ ...by, consent: 'own' }, file);
  const config = { ...files, practice };
  expect(consentIn(config, 'own-named')).toBe('named');
  expect(consentIn(configInForce(config, dataDir), 'own-named')).toBe('own');
  expect(consentIn(configInForce(config, dataDir), 'near-named')).toBe('named');
  await store.close();
});

it('is the files where nothing is kept yet', () => {
  expect(configInForce(files, join(base, 'nowhere'))).toEqual(files);
});
