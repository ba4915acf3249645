/** Distinguished Encoding Rules of ASN.1 (X.690 §8, §10), as far as certificates need them. */

/** One element: tag, length, contents. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag, ...lengthOctets(body.length)), body]);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  return [0x82, length >> 8, length & 0xff];
}

export function sequence(...items: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...items);
}

export function set(...items: readonly Uint8Array[]): Uint8Array {
  return element(0x31, ...items);
}

/** `[number]` around its contents. */
export function tagged(number: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 | number, ...contents);
}

/** An unsigned integer, big-endian. */
export function integer(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return element(0x02, Uint8Array.from([...sign, ...digits]));
}

export function boolean(value: boolean): Uint8Array {
  return element(0x01, Uint8Array.of(value ? 0xff : 0));
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return element(0x04, bytes);
}

/** Bits, of which the last `unusedBits` of the last byte do not count. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Uint8Array {
  return element(0x03, Uint8Array.of(unusedBits), bytes);
}

export function utf8String(text: string): Uint8Array {
  return element(0x0c, Buffer.from(text, 'utf8'));
}

/** `2.5.4.3` and the like: dotted numbers. */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** Whole seconds: UTCTime before 2050, GeneralizedTime from then on (RFC 5280 §4.1.2.5). */
export function time(atMs: number): Uint8Array {
  const text = `${new Date(atMs).toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`;
  return text < '2050'
    ? element(0x17, Buffer.from(text.slice(2)))
    : element(0x18, Buffer.from(text));
}
