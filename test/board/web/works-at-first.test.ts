import { describe, expect, it } from 'vitest';
import { worksAtFirst } from '../../../src/board/web/works-at-first.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 29);
const work = (days: number, id: string | null = null) => {
  const from = NOW + days * DAY_MS;
  return { id, title: null, from, to: from + DAY_MS, targets: null };
};

describe('planned work that is shown at first', () => {
  it.each([
    ['what is on and what begins within 13 weeks', [-1, 0, 40, 90, 91, 400], [-1, 0, 40, 90]],
    ['the first where all is later', [100, 130], [100]],
    ['nothing where there is nothing', [], []],
  ])('is %s', (_, days, shown) => {
    const works = days.map((each) => work(each));
    expect(worksAtFirst(works, NOW)).toEqual(shown.map((each) => work(each)));
  });

  it('holds what can be taken back, in the order of time', () => {
    const works = [work(10), work(200), work(300, 'own-1'), work(400)];
    expect(worksAtFirst(works, NOW)).toEqual([work(10), work(300, 'own-1')]);
  });
});
