import { beforeEach, describe, expect, it } from 'vitest';
import { isInRange, normalRange } from '../../src/accounts/address-range.ts';
import { AT_MACHINE } from '../../src/core/ports/entrance.ts';
import {
  granted,
  type Opened,
  openTestEntrance,
  PASSWORD,
  type Person,
  personOf,
} from './opened-entrance.ts';

const DAY_MS = 86_400_000;
const WALL = { name: '指令室', range: '192.0.2.0/24', days: 90, password: PASSWORD };
const HERE = '192.0.2.77';

let opened: Opened;
let sato: Person;
beforeEach(async () => {
  opened = await openTestEntrance();
  sato = await personOf(opened, 'sato');
});

describe('a wall', () => {
  it('is let in from its addresses, without a code, day after day', async () => {
    const { entrance, clock } = opened;
    const { secret } = granted(await entrance.makeWall(sato.pass, WALL));
    expect(granted(entrance.openWall(secret, HERE)).endsAt - clock.now()).toBe(90 * DAY_MS);
    const by = { by: 'wall', name: 'sato', viewer: { kind: 'operator' } };
    expect(entrance.admit('cookie', secret, HERE)).toMatchObject(by);
    expect(entrance.admit('cookie', secret, `::ffff:${HERE}`)).toMatchObject(by);
    clock.step(90 * DAY_MS - 1);
    expect(entrance.admit('cookie', secret, HERE)).toMatchObject(by);
    clock.step(1);
    expect(entrance.admit('cookie', secret, HERE)).toBeNull();
  });

  it('is not let in from elsewhere, nor as a token, nor with what is no wall’s', async () => {
    const { entrance } = opened;
    const { secret } = granted(await entrance.makeWall(sato.pass, WALL));
    expect(entrance.openWall(secret, '192.0.3.1').refusal).toBe('wall_refused');
    expect(entrance.admit('cookie', secret, '192.0.3.1')).toBeNull();
    expect(entrance.admit('cookie', secret, '2001:db8::1')).toBeNull();
    expect(entrance.admit('token', secret, HERE)).toBeNull();
    expect(entrance.openWall(sato.secret, HERE).refusal).toBe('wall_refused');
  });

  it('is out at once when it is ended, or its account', async () => {
    const { entrance } = opened;
    const first = granted(await entrance.makeWall(sato.pass, WALL)).secret;
    const pass = entrance.admit('cookie', first, HERE);
    if (pass === null) throw new Error('not let in');
    const [wall] = entrance.own(sato.pass).walls;
    expect(wall).toMatchObject({ name: '指令室', range: '192.0.2.0/24' });
    expect((await entrance.endWall(sato.pass, wall?.id ?? '')).refusal).toBeNull();
    expect(entrance.holds(pass)).toBe(false);
    const second = granted(await entrance.makeWall(sato.pass, WALL)).secret;
    await entrance.end(AT_MACHINE, sato.id);
    expect(entrance.admit('cookie', second, HERE)).toBeNull();
    expect((await opened.audited()).filter((action) => action.startsWith('wall'))).toEqual([
      ...['wall.made', 'wall.ended', 'wall.made'],
    ]);
  });

  it('leaves a line of the audit where it is opened, with the address', async () => {
    const { entrance } = opened;
    const { secret } = granted(await entrance.makeWall(sato.pass, WALL));
    const [wall] = entrance.own(sato.pass).walls;
    expect(entrance.openWall(secret, '198.51.100.1').refusal).toBe('wall_refused');
    expect(entrance.openWall(secret, HERE).refusal).toBeNull();
    expect(await opened.details('wall.opened')).toEqual([`${wall?.id} from ${HERE}`]);
  });

  it('is made by who knows the password, for a place', async () => {
    const { entrance } = opened;
    const refusalOf = async (change: Partial<typeof WALL>) =>
      (await entrance.makeWall(sato.pass, { ...WALL, ...change })).refusal;
    expect(await refusalOf({ password: 'not the password' })).toBe('password_wrong');
    expect(await refusalOf({ range: '0.0.0.0/0' })).toBe('range_invalid');
    expect(await refusalOf({ days: 0 })).toBe('days_invalid');
    expect(await refusalOf({ name: '' })).toBe('name_invalid');
  });
});

describe('a range of addresses', () => {
  it.each([
    [' 192.0.2.7 ', '192.0.2.7/32'],
    ['192.0.0.0/16', '192.0.0.0/16'],
    ['192.0.0.0/15', null],
    ['2001:DB8:1::/48', '2001:db8:1::/48'],
    ['2001:db8::/47', null],
    ['fe80::1%eth0', null],
    ['192.0.2.0/33', null],
    ['192.0.2.0/24/8', null],
    ['192.0.2.0/-1', null],
    ['here', null],
  ])('%s is kept as %s', (text, kept) => {
    expect(normalRange(text)).toBe(kept);
  });

  it.each([
    ['2001:db8:1:2::3', '2001:db8:1::/48', true],
    ['2001:db8:2::3', '2001:db8:1::/48', false],
    ['192.0.2.255', '192.0.2.128/25', true],
    ['192.0.2.127', '192.0.2.128/25', false],
    ['', '192.0.2.128/25', false],
  ])('%s in %s: %s', (address, range, is) => {
    expect(isInRange(address, range)).toBe(is);
  });
});
