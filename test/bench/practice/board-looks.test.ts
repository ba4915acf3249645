import { describe, expect, it } from 'vitest';
import { assetsOf, countsOf, suspectRatioOf } from '../../../bench/practice/board-looks.ts';

describe('a look at the board', () => {
  it('finds the scripts and styles that a page loads', () => {
    const html =
      '<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/assets/a.css"><script type="module" src="/assets/b.js"></script><a href="/sectors/gas">';
    expect(assetsOf(html)).toEqual(['/assets/a.css', '/assets/b.js']);
  });

  it('reads the counts of an overview, and refuses an answer without them', () => {
    const counts = { targets: 3, success: 1, failure: 1, missed: 0, waiting: 1 };
    const more = { ...counts, stopped: 0 };
    expect(countsOf({ marking: 'x', data: { counts: more } })).toEqual(counts);
    for (const wrong of [null, {}, { data: { counts: { ...counts, waiting: '1' } } }]) {
      expect(() => countsOf(wrong)).toThrow('the overview has no count');
    }
  });
});

it('reads which share of the probes the prober disturbed', () => {
  expect(suspectRatioOf({ data: { probing: { suspect: 3, done: 60 } } })).toBe(0.05);
  expect(() => suspectRatioOf({ data: { probing: { suspect: 0, done: 0 } } })).toThrow('no probe');
});
