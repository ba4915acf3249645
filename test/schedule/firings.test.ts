import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../src/core/errors.ts';
import { firingsOf } from '../../src/schedule/firings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString();

/** Firings that follow `from`, written in UTC. */
function following(expression: string, timezone: string, from: string, count: number): string[] {
  const firings = firingsOf(expression, timezone);
  const found: string[] = [];
  let last = at(from);
  while (found.length < count) {
    last = firings.after(last);
    found.push(iso(last));
  }
  return found;
}

function codeOfFailure(run: () => unknown): string | null {
  try {
    run();
  } catch (error) {
    return codeOf(error);
  }
  return null;
}

describe('firing times', () => {
  it('fires at every instant that node-cron itself matches, and at no other', () => {
    const cases = [
      ['* * * * *', 'Asia/Tokyo', '2026-11-22T14:50:00Z'],
      ['*/7 3-5 * * *', 'Asia/Tokyo', '2026-12-30T00:00:00Z'],
      ['0 9,17 * * 1-5', 'Asia/Tokyo', '2026-11-20T00:00:00Z'],
      ['30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z'],
      ['*/20 * * * *', 'America/New_York', '2026-11-01T00:00:00Z'],
      ['15 0 L * *', 'Europe/Berlin', '2026-02-27T00:00:00Z'],
      ['0 12 15W * *', 'Europe/Berlin', '2026-08-13T00:00:00Z'],
      ['5 4 * * 1#2,5L', 'Australia/Lord_Howe', '2026-04-04T00:00:00Z'],
      ['0 0 * * 7', 'Asia/Kathmandu', '2026-11-20T00:00:00Z'],
    ] as const;
    for (const [expression, timezone, from] of cases) {
      const firings = firingsOf(expression, timezone);
      const task = createTask(expression, () => {}, { timezone });
      const expected: number[] = [];
      const start = at(from);
      const end = start + 3 * DAY_MS;
      for (let instant = start; instant < end; instant += MINUTE_MS) {
        if (task.match(new Date(instant))) expected.push(instant);
      }
      void task.destroy();
      const found: number[] = [];
      for (let last = firings.after(start - 1); last < end; last = firings.after(last)) {
        found.push(last);
      }
      expect(found.map(iso), `${expression} ${timezone}`).toEqual(expected.map(iso));
      expect(firings.count(start, end), `${expression} ${timezone}`).toBe(expected.length);
      for (const instant of expected) expect(firings.atOrBefore(instant + 30_000)).toBe(instant);
    }
  });

  it('counts the firings of any stretch as often as it yields them', () => {
    const firings = firingsOf('*/13 5-22 * * 1-6', 'America/New_York');
    let seed = 7;
    const random = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let round = 0; round < 100; round += 1) {
      const from = at('2026-10-28T00:00:00Z') + Math.floor(random() * 7 * DAY_MS);
      const to = from + Math.floor(random() * 3 * DAY_MS);
      let expected = 0;
      for (let last = firings.after(from - 1); last < to; last = firings.after(last)) expected += 1;
      expect(firings.count(from, to), `${iso(from)} ${iso(to)}`).toBe(expected);
    }
  });

  it('reads expressions of six fields to the second', () => {
    expect(following('*/25 * * * * *', 'Asia/Tokyo', '2026-11-22T00:00:49Z', 4)).toEqual([
      '2026-11-22T00:00:50.000Z',
      '2026-11-22T00:01:00.000Z',
      '2026-11-22T00:01:25.000Z',
      '2026-11-22T00:01:50.000Z',
    ]);
  });

  it('does not pause or hurry where clocks change, for an expression of every quarter hour', () => {
    const firings = firingsOf('*/15 * * * *', 'America/New_York');
    for (const change of ['2026-03-08T00:00:00Z', '2026-11-01T00:00:00Z']) {
      let last = firings.after(at(change));
      for (let count = 0; count < 96; count += 1) {
        const next = firings.after(last);
        expect(next - last).toBe(15 * MINUTE_MS);
        last = next;
      }
    }
  });

  it('leaves out a reading that a change skips and takes both that it repeats', () => {
    expect(following('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).toEqual([
      '2026-03-09T06:30:00.000Z',
      '2026-03-10T06:30:00.000Z',
    ]);
    expect(following('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 3)).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T06:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it('finds 29 February of a given weekday across a century year without a leap day', () => {
    expect(following('0 0 29 2 1', 'UTC', '2072-03-01T00:00:00Z', 1)).toEqual([
      '2112-02-29T00:00:00.000Z',
    ]);
  });

  it.each([
    ['* * * * *', MINUTE_MS, 'every minute'],
    ['*/10 * * * * *', 10_000, 'every ten seconds'],
    ['*/7 * * * * *', 4000, 'every seventh second starts anew each minute'],
    ['*/5 9-16 * * 1-5', 5 * MINUTE_MS, 'office hours'],
    ['0 0,23 * * *', HOUR_MS, 'over midnight'],
    ['0 0,23 * * 1', 23 * HOUR_MS, 'over midnight only where the next day fires too'],
    ['0 3 * * *', DAY_MS, 'daily'],
    ['0 3 * * 1', 7 * DAY_MS, 'weekly'],
    ['0 0 1 * *', 28 * DAY_MS, 'monthly'],
    ['0 0 L * *', 28 * DAY_MS, 'the last day of each month'],
    ['0 0 1 1 *', 365 * DAY_MS, 'yearly'],
  ])('%s has the smallest gap %i ms: %s', (expression, gapMs) => {
    expect(firingsOf(expression, 'Asia/Tokyo').smallestGapMs).toBe(gapMs);
    expect(firingsOf(expression, 'America/New_York').smallestGapMs).toBe(gapMs);
  });

  it.each([
    ['0 0 31 2 *', 'a day that no February has'],
    ['0 0 1 * 1#3', 'a first of the month that is a third Monday'],
    ['0 0 30 2 *', 'the thirtieth of February'],
    ['60 * * * *', 'a sixtieth minute'],
    ['* * *', 'three fields'],
    ['', 'nothing'],
    ['every minute', 'words'],
  ])('refuses "%s": %s', (expression) => {
    expect(codeOfFailure(() => firingsOf(expression, 'Asia/Tokyo'))).toBe('config_invalid');
  });

  it('refuses a time zone that does not exist', () => {
    expect(codeOfFailure(() => firingsOf('* * * * *', 'Asia/Edo'))).toBe('config_invalid');
  });
});
