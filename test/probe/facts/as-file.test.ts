import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressNumber } from '../../../src/probe/facts/address-number.ts';
import { readAsFile } from '../../../src/probe/facts/as-file.ts';
import { AsTable } from '../../../src/probe/facts/as-table.ts';
import { seeded } from '../../support/seeded.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yamabiko-as-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function read(text: string) {
  const path = join(dir, 'as.tsv');
  await writeFile(path, text);
  return await readAsFile(path);
}

describe('a file of autonomous systems', () => {
  it.each([
    ['ranges with country and name', '192.0.2.0\t192.0.2.255\t64500\tJP\tEXAMPLE-NET, Example'],
    ['ranges as CSV with quotes', '192.0.2.0,192.0.2.255,64500,JP,"EXAMPLE-NET, Example"'],
    ['ranges without country', '192.0.2.0,192.0.2.255,AS64500,"EXAMPLE-NET, Example"'],
    ['prefixes', '192.0.2.0/24\tAS64500\tEXAMPLE-NET, Example'],
  ])('may have %s', async (_what, line) => {
    const { table, badCount } = await read(`${line}\r\n`);
    expect(badCount).toBe(0);
    expect(table.find('192.0.2.77')).toBe('AS64500 EXAMPLE-NET, Example');
    expect(table.find('192.0.3.0')).toBeNull();
    expect(table.find('192.0.1.255')).toBeNull();
  });

  it.each([
    ['prefixes without a name', '192.0.2.0/24\t64500'],
    ['prefixes of several announcers', '192.0.2.0\t24\t64500_64501'],
    ['address and length apart', '192.0.2.0\t24\t64500'],
  ])('may have %s', async (_what, line) => {
    const { table } = await read(line);
    expect(table.find('192.0.2.77')).toBe('AS64500');
  });

  it('gives IPv6 addresses too', async () => {
    const { table } = await read(
      '2001:db8::\t2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\t64500\tJP\tONE\n2001:dba::/32\t64501\n',
    );
    expect(table.find('2001:db8:12::1')).toBe('AS64500 ONE');
    expect(table.find('2001:dba::ffff')).toBe('AS64501');
    expect(table.find('2001:db9::')).toBeNull();
  });

  it('passes over a heading, remarks, empty lines and addresses that nobody announces', async () => {
    const { table, badCount } = await read(
      'start,end,asn,country,name\n# remark\n\n198.51.100.0,198.51.100.255,0,None,Not routed\n',
    );
    expect(badCount).toBe(0);
    expect(table.size).toBe(0);
  });

  it('names the lines that it cannot use and takes the others', async () => {
    const { table, badLines, badCount } = await read(
      [
        '192.0.2.0\t192.0.2.255\t64500\tJP\tONE',
        '192.0.2.300\t192.0.2.255\t64500\tJP\tONE',
        '198.51.100.0/33\t64500',
        '198.51.100.9\t198.51.100.0\t64500',
        '198.51.100.0\t2001:db8::\t64500',
        '198.51.100.0/24\tsixty',
        '198.51.100.0/24\t4294967296',
        '203.0.113.0/24\t64502',
      ].join('\n'),
    );
    expect(badLines).toEqual([2, 3, 4, 5, 6, 7]);
    expect(badCount).toBe(6);
    expect(table.size).toBe(2);
  });

  it('rejects where there is none', async () => {
    await expect(readAsFile(join(dir, 'none.tsv'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the table of autonomous systems', () => {
  it('gives the narrowest range as looking at every range does', () => {
    const random = seeded(7);
    const ranges = Array.from({ length: 400 }, (_, index) => {
      const bits = 8 + Math.floor(random() * 17);
      const size = 2 ** (32 - bits);
      const start = Math.floor((random() * 2 ** 28) / size) * size;
      return {
        family: 4 as const,
        start: BigInt(start),
        end: BigInt(start + size - 1),
        number: index + 1,
        name: '',
      };
    });
    const table = new AsTable(ranges);
    for (let times = 0; times < 2_000; times += 1) {
      const value = Math.floor(random() * 2 ** 28);
      const address = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
      const holding = ranges.filter(({ start, end }) => start <= value && value <= end);
      const narrowest = Math.min(...holding.map(({ start, end }) => Number(end - start)));
      const found = table.find(address);
      if (holding.length === 0) expect(found).toBeNull();
      else {
        const range = ranges.find(({ number }) => `AS${number}` === found);
        expect(Number((range?.end ?? 0n) - (range?.start ?? 0n))).toBe(narrowest);
        expect(holding).toContain(range);
      }
    }
  });

  it.each([
    ['0.0.0.1', 1n],
    ['255.255.255.255', 4_294_967_295n],
    ['::1', 1n],
    ['::ffff:192.0.2.1', 0xffff_c000_0201n],
    ['2001:db8::', 0x2001_0db8_0000_0000_0000_0000_0000_0000n],
    ['fe80::1%eth0', 0xfe80_0000_0000_0000_0000_0000_0000_0001n],
  ])('reads %s as a number', (text, value) => {
    expect(addressNumber(text)?.value).toBe(value);
  });

  it.each(['', '1.2.3', '1.2.3.4.5', ':::', 'example.jp'])('takes %j for no address', (text) => {
    expect(addressNumber(text)).toBeNull();
  });
});
