import { expect, it } from 'vitest';
import { referenceOf, spokenMark } from '../../src/notify/reference.ts';

it('names each of the notices of a flood in one minute by another reference', () => {
  const references = Array.from({ length: 2800 }, (_, n) => {
    const address = `web@gas-${String(n).padStart(4, '0')}.example.jp`;
    const key = `member:gas-${n}/mail:${address}#1-1763748240000`;
    return referenceOf(key, '2026-11-22', '03:04');
  });
  expect(new Set(references).size).toBe(references.length);
  const others = references.filter(
    (each) => !/^YB-20261122-0304-[0-9a-hjkmnp-tv-z]{6}$/.test(each),
  );
  expect(others).toEqual([]);
});

it('gives the same key the same mark, as long as asked', () => {
  expect(spokenMark('a', 5)).toBe(spokenMark('a', 5));
  expect(['a', 'b', 'c'].map((key) => spokenMark(key, 5).length)).toEqual([5, 5, 5]);
});
