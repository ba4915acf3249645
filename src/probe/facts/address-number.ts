import { isIP } from 'node:net';
import type { Family } from '../../core/words/outcome.ts';

/** An address as a number, to be compared with others of its family. */
export interface Numbered {
  readonly family: Family;
  readonly value: bigint;
}

/** null = no IP address. A zone (`%eth0`) is passed over. */
export function addressNumber(text: string): Numbered | null {
  const family = isIP(text);
  if (family === 4) return { family, value: BigInt(numberOfV4(text)) };
  return family === 6 ? { family, value: numberOfV6(text) } : null;
}

function numberOfV4(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** RFC 4291 §2.2: `::` stands for the missing groups, a dotted tail for two. */
function numberOfV6(text: string): bigint {
  const plain = text.replace(/%.*$/, '').replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const value = numberOfV4(tail);
    return `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
  });
  const [head = '', tail = ''] = plain.split('::');
  const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = new Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce(
    (sum, group) => sum * 65_536n + BigInt(Number.parseInt(group, 16)),
    0n,
  );
}
