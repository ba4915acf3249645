import { beforeEach, describe, expect, it } from 'vitest';
import { PasswordHasher } from '../../src/accounts/password.ts';
import { AppError } from '../../src/core/errors.ts';
import {
  codeAt,
  FROM,
  granted,
  loginOf,
  type Opened,
  openTestEntrance,
  PASSWORD,
  type Person,
  personOf,
} from './opened-entrance.ts';

const NEXT = '夕暮れ の 谷 に かえる こえ 8';
const MINUTE_MS = 60_000;

let opened: Opened;
let sato: Person;
beforeEach(async () => {
  opened = await openTestEntrance();
  sato = await personOf(opened, 'sato');
});

async function secondSession(): Promise<string> {
  return granted(await loginOf(opened, sato)).secret;
}

describe('a session', () => {
  it('ends an hour after its last use, and a day after its beginning', async () => {
    const { entrance, clock } = opened;
    clock.step(59 * MINUTE_MS);
    expect(entrance.holds(sato.pass)).toBe(true);
    clock.step(60 * MINUTE_MS);
    expect(entrance.holds(sato.pass)).toBe(false);
    const secret = await secondSession();
    let uses = 0;
    while (entrance.admit('cookie', secret, FROM.address) !== null) {
      clock.step(50 * MINUTE_MS);
      uses += 1;
    }
    expect(uses).toBe(29);
    expect(entrance.own(sato.pass).sessions).toEqual([]);
  });

  it('is there after a restart as long as it would have been', async () => {
    const { clock } = opened;
    clock.step(30 * MINUTE_MS);
    expect(opened.entrance.admit('cookie', sato.secret, FROM.address)).not.toBeNull();
    clock.step(50 * MINUTE_MS);
    const later = await opened.reopen();
    expect(later.admit('cookie', sato.secret, FROM.address)).toMatchObject({ name: 'sato' });
    clock.step(61 * MINUTE_MS);
    const last = await opened.reopen();
    expect(last.admit('cookie', sato.secret, FROM.address)).toBeNull();
    expect(await opened.store.keys()).toEqual([]);
  });

  it('is ended by its owner, the one that asks or another', async () => {
    const { entrance } = opened;
    const secret = await secondSession();
    const [other, own] = entrance.own(sato.pass).sessions;
    expect([other?.isThis, own?.isThis]).toEqual([false, true]);
    expect(other).toMatchObject({ address: '192.0.2.7', agent: 'Mozilla/5.0 (test)' });
    expect((await entrance.endSession(sato.pass, other?.id ?? '')).refusal).toBeNull();
    expect(entrance.admit('cookie', secret, FROM.address)).toBeNull();
    expect((await entrance.endSession(sato.pass, other?.id ?? '')).refusal).toBe('not_found');
    await entrance.logout(sato.pass);
    expect(entrance.holds(sato.pass)).toBe(false);
    expect((await opened.audited()).slice(-2)).toEqual(['session.ended', 'account.logged_out']);
  });

  it('is not another account’s to end', async () => {
    const { entrance } = opened;
    const abe = await personOf(opened, 'abe');
    const [session] = entrance.own(sato.pass).sessions;
    expect((await entrance.endSession(abe.pass, session?.id ?? '')).refusal).toBe('not_found');
  });

  it('is still there where the store did not take its end', async () => {
    const { entrance, store } = opened;
    const keepStep = store.keepStep.bind(store);
    store.keepStep = () => Promise.reject(new AppError('store_unavailable', 'full'));
    await expect(entrance.logout(sato.pass)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(entrance.holds(sato.pass)).toBe(true);
    store.keepStep = keepStep;
    await entrance.logout(sato.pass);
    expect(entrance.holds(sato.pass)).toBe(false);
  });
});

describe('a password', () => {
  it('is changed by who knows it, and every other session ends', async () => {
    const { entrance } = opened;
    const secret = await secondSession();
    const change = { current: PASSWORD, password: NEXT };
    const wrong = { ...change, current: NEXT };
    expect((await entrance.changePassword(sato.pass, wrong)).refusal).toBe('password_wrong');
    const bad = { ...change, password: 'password password' };
    expect((await entrance.changePassword(sato.pass, bad)).refusal).toBe('password_simple');
    expect((await entrance.changePassword(sato.pass, change)).refusal).toBeNull();
    expect(entrance.admit('cookie', secret, FROM.address)).toBeNull();
    expect(entrance.holds(sato.pass)).toBe(true);
    opened.clock.step(MINUTE_MS);
    expect((await loginOf(opened, sato)).refusal).toBe('not_admitted');
    expect((await loginOf(opened, sato, { password: NEXT })).refusal).toBeNull();
  });

  it('takes with it the first step of a login that it was changed after', async () => {
    const { entrance, clock } = opened;
    const { ticket } = granted(await entrance.login('sato', PASSWORD, FROM));
    const change = { current: PASSWORD, password: NEXT };
    expect((await entrance.changePassword(sato.pass, change)).refusal).toBeNull();
    const code = codeAt(sato.totpKey, clock.now());
    expect((await entrance.confirm(ticket, code, FROM)).refusal).toBe('not_admitted');
    expect((await loginOf(opened, sato, { password: NEXT, code })).refusal).toBeNull();
  });

  it('is not guessed by who has a session', async () => {
    const { entrance } = opened;
    const guess = { current: 'not the password', password: NEXT };
    for (let n = 0; n < 5; n += 1) await entrance.changePassword(sato.pass, guess);
    const right = await entrance.changePassword(sato.pass, { ...guess, current: PASSWORD });
    expect(right.refusal).toBe('password_wrong');
  });
});

describe('a password that is guessed at by who has a session', () => {
  it('is not even hashed while the account is locked', async () => {
    let hashed = 0;
    class CountingHasher extends PasswordHasher {
      override async matches(password: string, hash: string | null) {
        hashed += 1;
        return await super.matches(password, hash);
      }
    }
    const later = await opened.reopen({ hasher: new CountingHasher({ ln: 4, r: 8, p: 1 }) });
    for (let n = 0; n < 5; n += 1) await later.proof(sato.pass, 'not the password');
    expect(hashed).toBe(5);
    expect(await later.proof(sato.pass, PASSWORD)).toBe('password_wrong');
    expect(hashed).toBe(5);
    opened.clock.step(31_000);
    expect(await later.proof(sato.pass, PASSWORD)).toBeNull();
    expect(hashed).toBe(6);
  });
});

describe('recovery codes', () => {
  it('are made anew, and those of before are void', async () => {
    const { entrance } = opened;
    const [old = ''] = sato.recoveryCodes;
    const codes = granted(await entrance.renewRecovery(sato.pass, PASSWORD));
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect((await loginOf(opened, sato, { code: old })).refusal).toBe('code_wrong');
    expect((await loginOf(opened, sato, { code: codes[9] ?? '' })).refusal).toBeNull();
  });
});

describe('a token', () => {
  const draft = { name: '定期取得', scope: 'read', days: 30, password: PASSWORD } as const;

  it('lets a program in until its last day, or until it is ended', async () => {
    const { entrance, clock } = opened;
    const { secret } = granted(await entrance.makeToken(sato.pass, draft));
    expect(secret).toMatch(/^yamabiko_/);
    expect(entrance.admit('cookie', secret, FROM.address)).toBeNull();
    expect(entrance.admit('token', secret, FROM.address)).toMatchObject({
      name: 'sato',
      by: 'token',
    });
    const [token] = entrance.own(sato.pass).tokens;
    expect(token).toMatchObject({ name: '定期取得', scope: 'read', usedAt: clock.now() });
    clock.step(30 * 86_400_000);
    expect(entrance.admit('token', secret, FROM.address)).toBeNull();
    const again = await loginOf(opened, sato, { code: sato.recoveryCodes[0] ?? '' });
    const pass = entrance.admit('cookie', granted(again).secret, FROM.address);
    if (pass === null) throw new Error('not let in');
    const next = granted(await entrance.makeToken(pass, draft)).secret;
    const id = entrance.own(pass).tokens[0]?.id ?? '';
    expect((await entrance.endToken(pass, id)).refusal).toBeNull();
    expect(entrance.admit('token', next, FROM.address)).toBeNull();
  });

  it('has a name, at most a year, and the password of who makes it', async () => {
    const { entrance } = opened;
    const refusalOf = async (change: Partial<typeof draft> | { days: number; name: string }) =>
      (await entrance.makeToken(sato.pass, { ...draft, ...change })).refusal;
    expect(await refusalOf({ ...draft, name: ' ' })).toBe('name_invalid');
    expect(await refusalOf({ ...draft, days: 366 })).toBe('days_invalid');
    expect(await refusalOf({ ...draft, days: 0.5 })).toBe('days_invalid');
    expect((await entrance.makeToken(sato.pass, { ...draft, password: NEXT })).refusal).toBe(
      'password_wrong',
    );
  });

  it('for the metrics is the operator’s alone', async () => {
    const { entrance } = opened;
    const abe = await personOf(opened, 'abe', { kind: 'council' });
    const metrics = { ...draft, scope: 'metrics' } as const;
    expect((await entrance.makeToken(abe.pass, metrics)).refusal).toBe('not_allowed');
    const { secret } = granted(await entrance.makeToken(sato.pass, metrics));
    expect(entrance.admit('token', secret, FROM.address)).toMatchObject({ scope: 'metrics' });
  });
});

describe('what is kept', () => {
  it('holds no secret that lets anybody in', async () => {
    const { entrance, store } = opened;
    const token = { name: 't', scope: 'read', days: 1, password: PASSWORD } as const;
    const secrets = [
      ...sato.recoveryCodes,
      ...sato.recoveryCodes.map((code) => code.replaceAll('-', '')),
      ...[PASSWORD, sato.secret, granted(await entrance.makeToken(sato.pass, token)).secret],
    ];
    const kept = JSON.stringify([await store.accounts(), await store.keys()]);
    expect(kept).toContain('sato');
    for (const secret of secrets) expect(kept).not.toContain(secret);
  });
});
