import { PLAIN_CALENDAR } from '../../src/core/calendar.ts';
import { dayKindsOf } from '../../src/core/time/day-kind.ts';
import { createDayClock } from '../../src/judge/rules/target/day-clock.ts';
import type { JudgeContext } from '../../src/judge/rules/target/series-settings.ts';

const NEXT_SLOT_CONFIRMS_MS = 30_000;

/** A Monday, 00:00 in Tokyo, on which made samples begin. */
export const FIRST_DAY = Date.UTC(2026, 9, 4, 15);

/** How made targets are judged: in Tokyo, without fixed thresholds. */
export function contextOf(intervalMs: number): JudgeContext {
  return {
    settings: {
      intervalMs,
      thresholds: { warnMs: null, criticalMs: null },
      clock: createDayClock('Asia/Tokyo', dayKindsOf(PLAIN_CALENDAR, null)),
      confirmed: intervalMs > NEXT_SLOT_CONFIRMS_MS ? 'by-attempt' : 'by-next-slot',
    },
    inMaintenance: false,
    mayAdopt: true,
  };
}
