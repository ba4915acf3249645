import { describe, expect, it } from 'vitest';
import { goalsOf, type PracticeResults, pageOf } from '../../../bench/practice/practice-page.ts';
import { goalCells, isReached } from '../../../bench/report/goal.ts';

const TIMES = { boardMs: 4000, pageMs: 4200, dataMs: 4500, allMs: 5000 };
const RESULTS: PracticeResults = {
  small: [2000, 2400, 5600].map((pastMs) => {
    return {
      busyBeforeRatio: pastMs / 10_000,
      pastMs,
      samples: 189_061,
      rollups: 40_560,
      times: TIMES,
    };
  }),
  full: {
    times: { ...TIMES, allMs: 65_000 },
    counts: { targets: 4303, success: 3900, failure: 403, missed: 0, waiting: 0 },
    sites: { cpuRatio: 0.25, residentBytes: 150e6 },
    service: null,
  },
  fullPast: null,
  clone: { cloneMs: 500, installMs: 30_000, notInstalled: null, times: TIMES, suspectRatio: 0.02 },
};

describe('the page of the practice council', () => {
  it('judges the median and the slowest past, and the clone with and without npm ci', () => {
    const goals = goalsOf(RESULTS);
    expect(goals.map(({ figure }) => figure)).toEqual([2.4, 5.6, null, 5, 35, 2]);
    expect(goals.map(isReached)).toEqual([true, false, false, true, true, true]);
    expect(goals.map((goal) => goalCells(goal)[3])[2]).toBe(
      'not measured: not part of a quick run',
    );
  });

  it('says why npm ci has no figure', () => {
    const clone = { ...RESULTS.clone, installMs: null, notInstalled: 'no network' };
    const [, , , without, included] = goalsOf({ ...RESULTS, clone });
    expect([without?.figure, included?.figure]).toEqual([5, null]);
    expect(included && goalCells(included)[3]).toBe('not measured: npm ci: no network');
  });

  it('has a line for each moment and each process, with – for what is not known', () => {
    const { sections } = pageOf(RESULTS);
    const tables = sections.flatMap(({ table }) => table ?? []);
    expect(tables[0]?.rows.at(-1)).toEqual(['every site has a result', '5', '5', '65', '5']);
    expect(tables[1]?.rows).toEqual([
      ['sites and name server', '25', '150'],
      ['service', '–', '–'],
    ]);
    expect(tables[2]?.rows[0]).toEqual(['small', '189,061', '40,560', '2, 2.4, 5.6']);
    expect(sections[3]?.paragraphs[0]).toContain('busy: 20 %, 24 %, 56 %.');
    expect(tables[3]?.rows[1]).toEqual(['`npm ci`, empty cache', '30']);
  });
});
