import { expect, it } from 'vitest';
import { forgetOldest } from '../../src/core/forget-oldest.ts';

it('takes out what was put in first, and no more than has to be', () => {
  const map = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  forgetOldest(map, 3);
  expect([...map.keys()]).toEqual(['a', 'b', 'c']);
  // What is put in anew is the newest.
  map.delete('a');
  map.set('a', 4);
  forgetOldest(map, 2);
  expect([...map]).toEqual([
    ['c', 3],
    ['a', 4],
  ]);
});

it('takes out several at once, also what is no name', () => {
  const set = new Set<string | undefined>([undefined, 'a', 'b']);
  forgetOldest(set, 1);
  expect([...set]).toEqual(['b']);
  forgetOldest(set, 0);
  expect(set.size).toBe(0);
});
