import { describe, expect, it } from 'vitest';
import { type Goal, goalCells, goalSentence, isReached } from '../../../bench/report/goal.ts';

const GOAL: Goal = {
  what: { ja: '待ち', en: 'wait' },
  figure: 1.5,
  limit: 1.2,
  unit: ' ms',
};

describe('a goal', () => {
  it('says by how much it is not reached, in both languages', () => {
    expect(isReached(GOAL)).toBe(false);
    expect(goalCells(GOAL)).toEqual([
      'wait',
      '1.5 ms',
      '≤ 1.2 ms',
      'not reached: 1.25 times the goal',
    ]);
    expect(goalSentence(GOAL)).toBe('待ち：1.5 ms（目標 1.2 ms 以下）… 未達（1.25 倍）');
  });

  it('is reached at its limit', () => {
    const reached = { ...GOAL, figure: 1.2 };
    expect(isReached(reached)).toBe(true);
    expect(goalCells(reached)[3]).toBe('reached');
  });

  it('is not reached when nothing could be measured, and says why', () => {
    const missing = { ...GOAL, figure: null, missing: { ja: '相手なし。', en: 'no peer' } };
    expect(isReached(missing)).toBe(false);
    expect(goalCells(missing)).toEqual(['wait', '–', '≤ 1.2 ms', 'not measured: no peer']);
    expect(goalSentence(missing)).toBe('待ち：未測定（目標 1.2 ms 以下）。相手なし。');
  });
});
