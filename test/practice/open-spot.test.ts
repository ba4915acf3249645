import { describe, expect, it } from 'vitest';
import { type Hold, openSpot, openSpotAgain } from '../../src/practice/open-spot.ts';

/** A machine whose ports are given out in turn; `isTaken` says which are refused, and how. */
function machine(codeOf: (address: string, port: number) => string | null) {
  const released: number[] = [];
  let next = 1000;
  const hold: Hold = async ({ address, port }) => {
    const given = port === 0 ? next++ : port;
    const code = codeOf(address, given);
    if (code !== null) throw Object.assign(new Error(code), { code });
    return { port: given, release: () => void released.push(given) };
  };
  return { hold, released };
}

describe('a spot for sites', () => {
  it('has one port at both addresses, and leaves alone one that is free at the first only', async () => {
    const { hold, released } = machine((address, port) =>
      address === '::1' && port < 1002 ? 'EADDRINUSE' : null,
    );
    const wanted = { address: '127.64.0.1', address6: '::1' };
    expect(await openSpot(hold, wanted)).toEqual({ ...wanted, port: 1002 });
    expect(released).toEqual([1000, 1001]);
  });

  it('is at 127.0.0.1 where the machine has no other', async () => {
    const { hold } = machine((address) => (address === '127.0.0.1' ? null : 'EADDRNOTAVAIL'));
    const spot = await openSpot(hold, { address: '127.64.0.1', address6: null });
    expect(spot).toEqual({ address: '127.0.0.1', address6: null, port: 1001 });
  });

  it('is given up after twenty ports, and at once for anything else', async () => {
    let asked = 0;
    const busy = machine((address) => {
      asked += address === '::1' ? 1 : 0;
      return address === '::1' ? 'EADDRINUSE' : null;
    });
    const wanted = { address: '127.64.0.1', address6: '::1' };
    await expect(openSpot(busy.hold, wanted)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect([asked, busy.released.length]).toEqual([20, 20]);
    const full = machine(() => 'EMFILE');
    await expect(openSpot(full.hold, wanted)).rejects.toMatchObject({ code: 'EMFILE' });
  });

  it('is taken again at the same port or not at all', async () => {
    const { hold, released } = machine((address) => (address === '::1' ? 'EADDRINUSE' : null));
    const spot = { address: '127.64.0.1', address6: '::1', port: 4711 };
    await expect(openSpotAgain(hold, spot)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(released).toEqual([4711]);
  });
});
