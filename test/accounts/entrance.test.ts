import { beforeEach, describe, expect, it } from 'vitest';
import { AT_MACHINE } from '../../src/core/ports/entrance.ts';
import {
  acceptedOf,
  codeAt,
  FROM,
  granted,
  loginOf,
  OFFICES,
  type Opened,
  openTestEntrance,
  PASSWORD,
  personOf,
} from './opened-entrance.ts';

const MEMBER = { kind: 'member', member: 'gas-0001' } as const;

let opened: Opened;
beforeEach(async () => {
  opened = await openTestEntrance();
});

describe('an invitation', () => {
  const invite = async (name = 'sato') =>
    granted(await opened.entrance.invite(AT_MACHINE, { name, office: { kind: 'operator' } }));

  it('opens nothing but the taking up of one account, once', async () => {
    const { entrance, clock } = opened;
    const { secret, account } = await invite();
    expect(entrance.isBegun).toBe(false);
    expect(entrance.admit('cookie', secret, FROM.address)).toBeNull();
    const { name, totpUri, ticket, totpKey } = granted(entrance.openInvitation(secret));
    expect([name, totpUri]).toEqual([
      'sato',
      expect.stringMatching(/^otpauth:\/\/totp\/Yamabiko:sato\?/),
    ]);
    const code = codeAt(totpKey, clock.now());
    const acceptance = { secret, ticket, password: PASSWORD, code };
    const short = { ...acceptance, password: 'too short' };
    expect((await entrance.accept(short, FROM)).refusal).toBe('password_short');
    const wrong = { ...acceptance, code: '000000' };
    expect((await entrance.accept(wrong, FROM)).refusal).toBe('code_wrong');
    const answers = await Promise.all([
      entrance.accept(acceptance, FROM),
      entrance.accept(acceptance, FROM),
    ]);
    expect(answers.map(({ refusal }) => refusal)).toEqual([null, 'link_invalid']);
    expect(entrance.openInvitation(secret).refusal).toBe('link_invalid');
    expect(entrance.isBegun).toBe(true);
    expect(entrance.accounts(AT_MACHINE)).toMatchObject([{ id: account.id, state: 'active' }]);
  });

  it('shows another key for the app at every opening', async () => {
    const { secret } = await invite();
    const first = granted(opened.entrance.openInvitation(secret));
    const second = granted(opened.entrance.openInvitation(secret));
    expect(first.totpKey).not.toBe(second.totpKey);
    const code = codeAt(first.totpKey, opened.clock.now());
    const mixed = { secret, ticket: second.ticket, password: PASSWORD, code };
    expect((await opened.entrance.accept(mixed, FROM)).refusal).toBe('code_wrong');
  });

  it('is over after three days, and when the account ends', async () => {
    const { entrance, clock } = opened;
    const one = await invite();
    const other = await invite('abe');
    await entrance.end(AT_MACHINE, other.account.id);
    expect(entrance.openInvitation(other.secret).refusal).toBe('link_invalid');
    clock.step(3 * 86_400_000 - 1);
    expect(entrance.openInvitation(one.secret).refusal).toBeNull();
    clock.step(1);
    expect(entrance.openInvitation(one.secret).refusal).toBe('link_invalid');
  });

  it('goes to the operator first, to names that are free and to offices that there are', async () => {
    const { entrance } = opened;
    const refusalOf = async (
      name: string,
      office: Parameters<typeof entrance.invite>[1]['office'],
    ) => (await entrance.invite(AT_MACHINE, { name, office })).refusal;
    expect(await refusalOf('sato', MEMBER)).toBe('operator_first');
    await personOf(opened, 'sato');
    expect(await refusalOf('SATO ', MEMBER)).toBe('name_taken');
    expect(await refusalOf('operator', MEMBER)).toBe('name_invalid');
    expect(await refusalOf('さとう', MEMBER)).toBe('name_invalid');
    expect(await refusalOf('abe', { kind: 'member', member: 'gone' })).toBe('office_unknown');
    expect(await refusalOf('abe@example.jp', MEMBER)).toBeNull();
  });

  it('is for those to send who administer the office', async () => {
    const { entrance } = opened;
    await personOf(opened, 'sato');
    const member = await personOf(opened, 'abe', MEMBER);
    const colleague = { name: 'ito', office: MEMBER };
    const invited = granted(await entrance.invite(member.pass, colleague));
    expect(invited.account).toMatchObject({ name: 'ito', invitedBy: 'abe', state: 'invited' });
    const operator = { name: 'kato', office: { kind: 'operator' } } as const;
    expect((await entrance.invite(member.pass, operator)).refusal).toBe('not_allowed');
    expect(entrance.accounts(member.pass).map(({ name }) => name)).toEqual(['abe', 'ito']);
  });
});

describe('an observer', () => {
  it('has his own account alone: those of other offices look the same', async () => {
    // As the action table has it: whoever is an observer reaches observers.
    const entrance = await opened.reopen({
      offices: {
        ...OFFICES,
        mayAdminister: (viewer, office) =>
          viewer.kind === 'operator' || viewer.kind === office.kind,
      },
    });
    const later = { ...opened, entrance };
    await personOf(later, 'sato');
    const ministry = await personOf(later, 'ministry', { kind: 'observer' });
    const csirt = await personOf(later, 'csirt', { kind: 'observer' });
    expect(entrance.accounts(ministry.pass).map(({ name }) => name)).toEqual(['ministry']);
    expect((await entrance.end(ministry.pass, csirt.id)).refusal).toBe('not_found');
    expect((await entrance.reset(ministry.pass, csirt.id)).refusal).toBe('not_found');
    const colleague = { name: 'ito', office: { kind: 'observer' } } as const;
    expect((await entrance.invite(ministry.pass, colleague)).refusal).toBe('not_allowed');
    expect(entrance.mayAdminister(ministry.pass, { kind: 'observer' })).toBe(false);
    expect(entrance.holds(csirt.pass)).toBe(true);
    expect((await entrance.end(ministry.pass, ministry.id)).refusal).toBeNull();
  });
});

describe('an account that ends', () => {
  it('is out at once with its sessions and tokens, and is not had back by a login', async () => {
    const { entrance } = opened;
    const sato = await personOf(opened, 'sato');
    const abe = await personOf(opened, 'abe', MEMBER);
    const draft = { name: 'script', scope: 'read', days: 1, password: PASSWORD } as const;
    const token = granted(await entrance.makeToken(abe.pass, draft)).secret;
    let told = 0;
    entrance.onEnd(() => {
      told += 1;
    });
    expect(entrance.holds(abe.pass)).toBe(true);
    const ended = granted(await entrance.end(sato.pass, abe.id));
    expect(ended).toMatchObject({ name: 'abe', state: 'ended' });
    expect(told).toBe(1);
    expect(entrance.holds(abe.pass)).toBe(false);
    expect(entrance.admit('cookie', abe.secret, FROM.address)).toBeNull();
    expect(entrance.admit('token', token, FROM.address)).toBeNull();
    expect((await loginOf(opened, abe)).refusal).toBe('not_admitted');
    expect((await entrance.end(sato.pass, abe.id)).refusal).toBe('not_found');
    const again = { name: 'abe', office: MEMBER };
    expect((await entrance.invite(sato.pass, again)).refusal).toBe('name_taken');
  });

  it('is the same to others as one that is not there', async () => {
    const { entrance } = opened;
    const sato = await personOf(opened, 'sato');
    const abe = await personOf(opened, 'abe', MEMBER);
    expect(await entrance.end(abe.pass, sato.id)).toEqual(await entrance.end(abe.pass, 'a-none'));
    expect(await entrance.reset(abe.pass, sato.id)).toEqual(
      await entrance.reset(abe.pass, 'a-none'),
    );
    expect(entrance.holds(sato.pass)).toBe(true);
  });

  it('leaves the board closed though it was the only one', async () => {
    const sato = await personOf(opened, 'sato');
    await opened.entrance.end(AT_MACHINE, sato.id);
    expect(opened.entrance.isBegun).toBe(true);
    expect((await opened.reopen()).isBegun).toBe(true);
  });
});

describe('an account whose member has left the council', () => {
  it('lets nobody in', async () => {
    const { entrance } = opened;
    await personOf(opened, 'sato');
    const abe = await personOf(opened, 'abe', MEMBER);
    expect(entrance.admit('cookie', abe.secret, FROM.address)?.viewer).toEqual({
      ...MEMBER,
      sector: 'gas',
    });
    const offices = { ...OFFICES, viewerOf: () => null };
    const later = await opened.reopen({ offices });
    expect(later.admit('cookie', abe.secret, FROM.address)).toBeNull();
    expect((await loginOf({ ...opened, entrance: later }, abe)).refusal).toBe('not_admitted');
  });
});

describe('an account that is reset', () => {
  it('is taken up anew: password, app, recovery codes and sessions of before are void', async () => {
    const { entrance } = opened;
    const sato = await personOf(opened, 'sato');
    const invited = granted(await entrance.reset(AT_MACHINE, sato.id));
    expect(entrance.holds(sato.pass)).toBe(false);
    expect((await loginOf(opened, sato)).refusal).toBe('not_admitted');
    const again = await acceptedOf(opened, invited);
    expect(again.totpKey).not.toBe(sato.totpKey);
    expect((await loginOf(opened, { ...again, totpKey: sato.totpKey })).refusal).toBe('code_wrong');
    const code = sato.recoveryCodes[0] ?? '';
    expect((await loginOf(opened, again, { code })).refusal).toBe('code_wrong');
    expect((await loginOf(opened, again)).refusal).toBeNull();
  });
});
