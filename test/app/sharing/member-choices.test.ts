import { describe, expect, it } from 'vitest';
import { MemberChoices } from '../../../src/app/sharing/member-choices.ts';
import { NOTHING_TOUCHED, withOwners } from '../../../src/config/owner-of-field.ts';
import type { Config, Consent } from '../../../src/core/config.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

const ID = 'gas-0001-home';
const DETAIL = { secretariatSees: 'detail' } as const;
const BY = { target: ID, by: 'member', actor: 'sato', request: null } as const;

function filesWith(consent: Consent): Config {
  return councilOf([sector('gas', [member('gas-0001', [target(ID, { consent, ...DETAIL })])])]);
}

function inForce(files: Config, { touched }: MemberChoices): Consent | undefined {
  const own = { ...NOTHING_TOUCHED, targets: touched };
  return withOwners(files, own).config.sectors[0]?.members[0]?.targets[0]?.consent;
}

describe('what members choose', () => {
  it('is kept with its own moment, and told where that lies in the time that is judged', async () => {
    const { said } = createMemoryStore();
    const choices = await MemberChoices.open(said, (at) => at * 60 - 500);
    await choices.choose({ ...BY, consent: 'named', at: 10 }, { consent: 'counted', ...DETAIL });
    expect(choices.madeOf(ID).map(({ at }) => at)).toEqual([0, 10]);
    expect(choices.versionsOf(ID).map(({ at }) => at)).toEqual([-500, 100]);
    expect((await said.consents()).map(({ at }) => at)).toEqual([0, 10]);
  });

  it('holds in the place of the files, narrower or wider, and after a restart', async () => {
    const { said } = createMemoryStore();
    const choices = await MemberChoices.open(said);
    const files = filesWith('counted');
    expect(inForce(files, choices)).toBe('counted');
    await choices.choose({ ...BY, consent: 'named', at: 10 }, { consent: 'counted', ...DETAIL });
    expect(inForce(files, choices)).toBe('named');
    await choices.choose({ ...BY, consent: 'own', at: 20 }, { consent: 'counted', ...DETAIL });
    const again = await MemberChoices.open(said);
    await again.follow(files, 30);
    expect(inForce(files, again)).toBe('own');
    expect(again.versionsOf(ID).map(({ consent, at, by }) => [consent, at, by])).toEqual([
      ['counted', 0, 'file'],
      ['named', 10, 'member'],
      ['own', 20, 'member'],
    ]);
  });

  it('is lowered by a file that says something new, and not raised again by any', async () => {
    const { said, state } = createMemoryStore();
    const choices = await MemberChoices.open(said);
    await choices.choose({ ...BY, consent: 'named', at: 10 }, { consent: 'counted', ...DETAIL });
    for (const consent of ['counted', 'named', 'sector', 'named'] as const) {
      await choices.follow(filesWith(consent), 20);
    }
    expect(inForce(filesWith('named'), choices)).toBe('sector');
    expect(
      choices.versionsOf(ID).map(({ version, consent, by }) => [version, consent, by]),
    ).toEqual([
      [1, 'counted', 'file'],
      [2, 'named', 'member'],
      [3, 'sector', 'file'],
    ]);
    expect((await state.auditLines()).at(-1)).toMatchObject({
      ...{ actor: 'file', action: 'consent.changed', subject: ID },
      detail: 'version 3: sector, detail; before: named, detail',
    });
  });

  it('is lowered by a file that goes back to what it had, as that is new again', async () => {
    const choices = await MemberChoices.open(createMemoryStore().said);
    await choices.choose({ ...BY, consent: 'named', at: 10 }, { consent: 'counted', ...DETAIL });
    await choices.follow(filesWith('named'), 20);
    await choices.follow(filesWith('counted'), 30);
    expect(inForce(filesWith('counted'), choices)).toBe('counted');
  });

  it('becomes the member’s own though it is as the files have it, and is no second version', async () => {
    const choices = await MemberChoices.open(createMemoryStore().said);
    const file = { consent: 'counted', ...DETAIL } as const;
    expect(await choices.choose({ ...BY, consent: 'counted', at: 10 }, file)).toBe('changed');
    expect(await choices.choose({ ...BY, consent: 'counted', at: 11 }, file)).toBe('same');
    await choices.follow(filesWith('named'), 20);
    expect(inForce(filesWith('named'), choices)).toBe('counted');
  });

  it('holds for nobody when it could not be kept', async () => {
    const store = createMemoryStore();
    const choices = await MemberChoices.open(store.said);
    await store.close();
    const choice = choices.choose(
      { ...BY, consent: 'own', at: 10 },
      { consent: 'named', ...DETAIL },
    );
    await expect(choice).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(inForce(filesWith('named'), choices)).toBe('named');
  });
});
