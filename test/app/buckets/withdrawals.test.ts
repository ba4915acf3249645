import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Forget, readSince, Withdrawals } from '../../../src/app/buckets/withdrawals.ts';
import { noLog } from '../../../src/core/ports/log.ts';

const MINUTE_MS = 60_000;

describe('a target that may no longer be in a bucket', () => {
  let dir: string;
  let forgotten: string[];
  let isAway: boolean;
  const known = new Set(['a', 'b', 'c']);
  const forget: Forget = async (bucket, target, what) => {
    if (isAway) throw new Error('InfluxDB is away');
    forgotten.push(`${bucket} ${target}${what === 'all' ? '' : ` ${what}`}`);
  };
  const open = () => Withdrawals.open(dir, forget, noLog);
  const since = (now: number, ...ids: string[]) => ids.map((id) => ({ id, since: now }));
  const gas = (...ids: string[]) => [
    { bucket: 'sector_gas', sector: 'gas', targets: since(0, ...ids) },
  ];

  const judgedIn = (...ids: string[]) => [
    { bucket: 'sector_gas', sector: 'gas', targets: ids.map((id) => ({ id, since: null })) },
  ];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'yamabiko-withdrawals-'));
    forgotten = [];
    isAway = false;
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is taken out at once, and once more when nothing can be on its way', async () => {
    const withdrawals = await open();
    await withdrawals.take(gas('a', 'b'), { known, now: 0 });
    expect(forgotten).toEqual([]);
    await withdrawals.take(gas('a'), { known, now: 1000 });
    expect(forgotten).toEqual(['sector_gas b']);
    await withdrawals.work(2 * MINUTE_MS);
    await withdrawals.work(3 * MINUTE_MS);
    expect(forgotten).toEqual(['sector_gas b', 'sector_gas b']);
  });

  it('is taken out after InfluxDB has come back and the service was started again', async () => {
    const first = await open();
    await first.take(gas('a', 'b'), { known, now: 0 });
    isAway = true;
    await first.take(gas('b'), { known, now: 1000 });
    await first.work(10 * MINUTE_MS);
    expect(forgotten).toEqual([]);
    isAway = false;
    const second = await open();
    await second.take(gas('b'), { known, now: 20 * MINUTE_MS });
    expect(forgotten).toEqual(['sector_gas a']);
    await second.work(21 * MINUTE_MS);
    expect(forgotten).toEqual(['sector_gas a']);
  });

  it('is taken out where the right was lost while the service did not run', async () => {
    await (await open()).take(gas('a', 'b'), { known, now: 0 });
    await (await open()).take(gas(), { known, now: 1000 });
    expect(forgotten).toEqual(['sector_gas a', 'sector_gas b']);
  });

  it('is taken out where only what is judged of it was there', async () => {
    const withdrawals = await open();
    await withdrawals.take(judgedIn('a'), { known, now: 0 });
    expect(withdrawals.sinceOf('sector_gas', 'a')).toBeNull();
    await withdrawals.take(gas(), { known, now: 1000 });
    expect(forgotten).toEqual(['sector_gas a']);
  });

  it('loses its samples where only what is judged of it may stay, also after a restart', async () => {
    const withdrawals = await open();
    await withdrawals.take(gas('a', 'b'), { known, now: 0 });
    isAway = true;
    await withdrawals.take(judgedIn('a'), { known, now: 1000 });
    isAway = false;
    const second = await open();
    await second.take(judgedIn('a', 'b'), { known, now: 2000 });
    expect(forgotten).toEqual(['sector_gas b samples', 'sector_gas a samples']);
    await second.work(2 * MINUTE_MS);
    await second.take(gas('a'), { known, now: 3 * MINUTE_MS });
    await second.work(5 * MINUTE_MS);
    expect(forgotten.slice(2)).toEqual([
      ...['sector_gas b samples', 'sector_gas a samples'],
      ...['sector_gas b', 'sector_gas b'],
    ]);
  });

  it('is taken out of a bucket that is no more, and where it comes back with less consent', async () => {
    const withdrawals = await open();
    await withdrawals.take(gas('a', 'b'), { known, now: 0 });
    const water = { bucket: 'sector_water', sector: 'water', targets: since(1000, 'a') };
    await withdrawals.take([water], { known: new Set(['a']), now: 1000 });
    expect(forgotten).toEqual(['sector_gas a']);
    await withdrawals.take([], { known, now: 2000 });
    expect(forgotten.slice(1).sort()).toEqual(['sector_gas a', 'sector_gas b', 'sector_water a']);
  });

  it('stays where it may be there again, and where it is only measured no more', async () => {
    const withdrawals = await open();
    await withdrawals.take(gas('a', 'gone'), { known, now: 0 });
    await withdrawals.take(gas('a'), { known, now: 1000 });
    isAway = true;
    await withdrawals.take(gas(), { known, now: 2000 });
    isAway = false;
    await withdrawals.take(gas('a'), { known, now: 3000 });
    await withdrawals.work(MINUTE_MS * 5);
    expect(forgotten).toEqual([]);
    expect(existsSync(join(dir, 'admitted.json'))).toBe(true);
  });

  it('is shared from when it came to be, also after a restart, and anew when it comes back', async () => {
    const first = await open();
    expect(first.sinceOf('sector_gas', 'a')).toBeNull();
    await first.take(gas('a'), { known, now: 0 });
    const later = { bucket: 'sector_gas', sector: 'gas', targets: since(5000, 'a', 'b') };
    const [a] = gas('a')[0]?.targets ?? [];
    if (a === undefined) throw new Error('there is no a');
    later.targets[0] = a;
    await first.take([later], { known, now: 5000 });
    const kept = await readSince(dir, noLog);
    for (const sinceOf of [first.sinceOf, (await open()).sinceOf, kept]) {
      expect([sinceOf('sector_gas', 'a'), sinceOf('sector_gas', 'b')]).toEqual([0, 5000]);
    }
    await first.take(gas('a'), { known, now: 6000 });
    expect(first.sinceOf('sector_gas', 'b')).toBeNull();
  });
});
