import { describe, expect, it } from 'vitest';
import {
  bitString,
  element,
  integer,
  objectIdentifier,
  time,
  utf8String,
} from '../../src/practice/der.ts';

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('DER', () => {
  it.each([
    ['127 bytes in one octet', 127, '047f'],
    ['128 bytes in two', 128, '048180'],
    ['256 bytes in three', 256, '04820100'],
  ])('writes a length of %s', (_, length, head) => {
    const written = element(0x04, new Uint8Array(length));
    expect(hex(written).slice(0, head.length)).toBe(head);
    expect(written).toHaveLength(head.length / 2 + length);
  });

  it.each([
    ['0', [0, 0], '020100'],
    ['127', [127], '02017f'],
    ['128 with a sign octet', [128], '02020080'],
    ['256 without leading zeros', [0, 1, 0], '02020100'],
  ])('writes the integer %s', (_, bytes, expected) => {
    expect(hex(integer(Uint8Array.from(bytes)))).toBe(expected);
  });

  it.each([
    ['2.5.4.3', '0603550403'],
    ['1.2.840.10045.4.3.2', '06082a8648ce3d040302'],
    ['1.3.6.1.5.5.7.3.1', '06082b06010505070301'],
  ])('writes the object identifier %s', (dotted, expected) => {
    expect(hex(objectIdentifier(dotted))).toBe(expected);
  });

  it('writes years before 2050 with two digits and later ones with four', () => {
    expect(
      Buffer.from(time(Date.UTC(2049, 11, 31, 23, 59, 59)))
        .subarray(2)
        .toString(),
    ).toBe('491231235959Z');
    const later = Buffer.from(time(Date.UTC(2050, 0, 1)));
    expect([later[0], later.subarray(2).toString()]).toEqual([0x18, '20500101000000Z']);
  });

  it('writes text as UTF-8 and bits with those that do not count', () => {
    expect(hex(utf8String('架'))).toBe('0c03e69eb6');
    expect(hex(bitString(Uint8Array.of(0x80), 7))).toBe('03020780');
  });
});
