import { describe, expect, it } from 'vitest';
import { plantFailing, plantSlow } from '../../../bench/judge/planted-troubles.ts';
import { judgeQuietWeeks } from '../../../bench/judge/quiet-weeks.ts';
import { rivalAlarms } from '../../../bench/judge/rival-alarms.ts';
import { RIVALS } from '../../../bench/judge/rivals.ts';
import { NO_PHASES } from '../../../src/core/words/sample.ts';
import type { JudgedSample } from '../../../src/judge/rules/target/series-settings.ts';

const MINUTE_MS = 60_000;

function answer(index: number, totalMs: number): JudgedSample {
  return {
    ...{
      scheduledAt: index * MINUTE_MS,
      attempt: 1,
      outcome: 'success',
      reason: null,
      blame: null,
    },
    ...{ failedPhase: null, phases: NO_PHASES, totalMs, validity: 'valid' },
  };
}

/** Three days around 100 ms, ten minutes at another level from the second day's end on. */
function daysWith(level: number): readonly JudgedSample[] {
  return Array.from({ length: 4320 }, (_, index) => {
    const usual = 100 + 5 * Math.sin(index);
    return answer(index, index >= 2880 && index < 2890 ? level : usual);
  });
}

describe('the rules beside ours', () => {
  it('raise an alarm where a made target is slower, none where it is quicker', () => {
    const slower = rivalAlarms(daysWith(400), MINUTE_MS);
    expect(slower.map(({ rule }) => rule)).toEqual(RIVALS.map(({ name }) => name));
    for (const { alarms } of slower) {
      expect(alarms).toHaveLength(1);
      expect(alarms[0]?.first).toBeGreaterThanOrEqual(2880);
      expect(alarms[0]?.first).toBeLessThan(2890);
    }
    for (const { alarms } of rivalAlarms(daysWith(20), MINUTE_MS)) expect(alarms).toEqual([]);
  });

  it('are counted in quiet weeks and on slower troubles, and know no failures', () => {
    expect(judgeQuietWeeks(1, 300_000).rivals).toHaveLength(RIVALS.length);
    const slow = plantSlow(1).filter(({ kind }) => kind === '10 times');
    for (const { rivals } of slow) {
      expect(rivals).toHaveLength(RIVALS.length);
      expect(rivals[0]).toBeGreaterThanOrEqual(MINUTE_MS);
    }
    expect(plantFailing(1).every(({ rivals }) => rivals.length === 0)).toBe(true);
  });
});
