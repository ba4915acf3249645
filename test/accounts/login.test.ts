import { beforeEach, describe, expect, it } from 'vitest';
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

const WRONG = 'not the password of anybody';

let opened: Opened;
let sato: Person;
beforeEach(async () => {
  opened = await openTestEntrance();
  sato = await personOf(opened, 'sato');
});

describe('a login', () => {
  it('lets in by name, password and the code of the app, each in any usual spelling', async () => {
    const { entrance, clock } = opened;
    const typed = PASSWORD.normalize('NFD');
    const { ticket } = granted(await entrance.login('  SATO ', typed, FROM));
    const code = codeAt(sato.totpKey, clock.now()).replace(/^.../, '$& ');
    const from = { address: '::1', agent: '' };
    const { secret, endsAt } = granted(await entrance.confirm(ticket, code, from));
    expect(endsAt - clock.now()).toBe(24 * 3_600_000);
    expect(entrance.admit('cookie', secret, FROM.address)).toMatchObject({
      ...{ name: 'sato', viewer: { kind: 'operator' }, by: 'session', scope: 'read' },
    });
    expect(entrance.admit('token', secret, FROM.address)).toBeNull();
  });

  it('takes no code twice, and none of before the last', async () => {
    const { entrance, clock } = opened;
    const before = codeAt(sato.totpKey, clock.now() - 30_000);
    const code = codeAt(sato.totpKey, clock.now());
    expect(await loginOf(opened, sato, { code: before })).toMatchObject({ refusal: 'code_wrong' });
    expect((await loginOf(opened, sato, { code })).refusal).toBeNull();
    expect(await loginOf(opened, sato, { code })).toMatchObject({ refusal: 'code_wrong' });
    expect(
      await loginOf({ ...opened, entrance: await opened.reopen() }, sato, { code }),
    ).toMatchObject({ refusal: 'code_wrong' });
    expect(entrance.own(sato.pass).sessions).toHaveLength(2);
  });

  it('takes one code once of two that come at the same moment', async () => {
    const { entrance, clock } = opened;
    const tickets = [
      granted(await entrance.login('sato', PASSWORD, FROM)).ticket,
      granted(await entrance.login('sato', PASSWORD, FROM)).ticket,
    ];
    const code = codeAt(sato.totpKey, clock.now());
    const from = { address: '', agent: '' };
    const answers = await Promise.all(tickets.map((each) => entrance.confirm(each, code, from)));
    expect(answers.map(({ refusal }) => refusal)).toEqual([null, 'code_wrong']);
  });

  it('takes each recovery code once', async () => {
    const [code = ''] = sato.recoveryCodes;
    expect((await loginOf(opened, sato, { code: code.toUpperCase() })).refusal).toBeNull();
    expect(await loginOf(opened, sato, { code })).toMatchObject({ refusal: 'code_wrong' });
    expect(opened.entrance.own(sato.pass).recoveryLeft).toBe(9);
  });

  it('says the same of a wrong password, of a name that nobody has, and of a locked account', async () => {
    const { entrance } = opened;
    const wrong = await entrance.login('sato', WRONG, FROM);
    expect(wrong).toEqual({ value: null, refusal: 'not_admitted' });
    expect(await entrance.login('nobody', WRONG, FROM)).toEqual(wrong);
    for (let n = 0; n < 4; n += 1) await entrance.login('sato', WRONG, FROM);
    expect(await entrance.login('sato', PASSWORD, FROM)).toEqual(wrong);
  });

  it('is not had for half a minute after five failures, then for twice as long', async () => {
    const { entrance, clock } = opened;
    for (let n = 0; n < 5; n += 1) await entrance.login('sato', WRONG, FROM);
    clock.step(29_000);
    expect((await entrance.login('sato', PASSWORD, FROM)).refusal).toBe('not_admitted');
    clock.step(2000);
    expect((await entrance.login('sato', WRONG, FROM)).refusal).toBe('not_admitted');
    clock.step(59_000);
    expect((await entrance.login('sato', PASSWORD, FROM)).refusal).toBe('not_admitted');
    clock.step(2000);
    expect((await loginOf(opened, sato)).refusal).toBeNull();
    expect((await entrance.login('sato', WRONG, FROM)).refusal).toBe('not_admitted');
    expect((await loginOf(opened, sato, { code: sato.recoveryCodes[0] ?? '' })).refusal).toBeNull();
  });

  it('is had from elsewhere while somebody guesses, until fifty have failed', async () => {
    const { entrance, clock } = opened;
    const guess = async (n: number) =>
      await entrance.login('sato', WRONG, { address: `192.0.2.${n}`, agent: '' });
    const elsewhere = { address: '198.51.100.1', agent: '' };
    for (let n = 0; n < 40; n += 1) await guess(n % 4);
    expect((await entrance.login('sato', PASSWORD, elsewhere)).refusal).toBeNull();
    expect(await entrance.proof(sato.pass, PASSWORD)).toBeNull();
    for (let n = 100; n < 150; n += 1) await guess(n);
    expect((await entrance.login('sato', PASSWORD, elsewhere)).refusal).toBe('not_admitted');
    const later = await opened.reopen();
    expect((await later.login('sato', PASSWORD, elsewhere)).refusal).toBe('not_admitted');
    clock.step(15 * 60_000);
    expect((await loginOf(opened, sato)).refusal).toBeNull();
  });

  it('counts wrong codes as failures too, whatever ticket they come with', async () => {
    const { entrance, clock } = opened;
    const refusals: unknown[] = [];
    for (let n = 0; n < 6; n += 1) {
      const answer = await loginOf(opened, sato, { code: '000000' });
      refusals.push(answer.refusal);
    }
    expect(refusals).toEqual([...Array<string>(5).fill('code_wrong'), 'not_admitted']);
    clock.step(5 * 60_000);
    const { ticket } = granted(await entrance.login('sato', PASSWORD, FROM));
    clock.step(5 * 60_000);
    const from = { address: '', agent: '' };
    const late = await entrance.confirm(ticket, codeAt(sato.totpKey, clock.now()), from);
    expect(late.refusal).toBe('not_admitted');
  });

  it('leaves its lines in the audit, also where it failed', async () => {
    await opened.entrance.login('sato', WRONG, FROM);
    await loginOf(opened, sato);
    await opened.entrance.login('nobody', WRONG, FROM);
    expect(await opened.audited()).toEqual([
      'account.invited',
      'account.accepted',
      'account.login_failed',
      'account.logged_in',
    ]);
    await opened.entrance.proof(sato.pass, WRONG);
    expect(await opened.details('account.login_failed')).toEqual([
      ...['1 in a row, from 192.0.2.7', '1 in a row, in a session'],
    ]);
    await loginOf(opened, sato, { code: sato.recoveryCodes[0] ?? '' });
    expect(await opened.details('account.logged_in')).toEqual([
      ...['from 192.0.2.7', 'by a recovery code, 9 left, from 192.0.2.7'],
    ]);
  });
});
