import { BlockList, isIP } from 'node:net';

/** A wall hangs in one place: wider ranges are no place. */
const LEAST_BITS = { 4: 16, 6: 48 } as const;

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** A range as it is kept; null = it is none, or too wide. One address is a range too. */
export function normalRange(text: string): string | null {
  const range = rangeOf(text.trim());
  return range === null ? null : `${range.address}/${range.bits}`;
}

/** Whether an address, also one of IPv4 in the form of IPv6, lies in a range. */
export function isInRange(address: string, text: string): boolean {
  const range = rangeOf(text);
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (range === null || isIP(plain) !== (range.family === 'ipv4' ? 4 : 6)) return false;
  const list = new BlockList();
  list.addSubnet(range.address, range.bits, range.family);
  return list.check(plain, range.family);
}

function rangeOf(text: string): Range | null {
  const [address = '', length, ...more] = text.split('/');
  const version = isIP(address);
  if (more.length > 0 || (version !== 4 && version !== 6) || address.includes('%')) return null;
  const most = version === 4 ? 32 : 128;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const bits = length === undefined ? most : Number(length);
  if (bits > most || bits < LEAST_BITS[version]) return null;
  return { address: address.toLowerCase(), bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}
