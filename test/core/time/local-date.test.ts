import { expect, it } from 'vitest';
import { localDateOf } from '../../../src/core/time/local-date.ts';

it.each([
  ['2026-03-31T14:59:59.999Z', 'Asia/Tokyo', '2026-03-31'],
  ['2026-03-31T15:00:00.000Z', 'Asia/Tokyo', '2026-04-01'],
  ['2026-03-31T15:00:00.000Z', 'Europe/Paris', '2026-03-31'],
  ['2026-03-31T22:00:00.000Z', 'Europe/Paris', '2026-04-01'],
])('at %s the calendar in %s says %s', (instant, timezone, date) => {
  expect(localDateOf(Date.parse(instant), timezone)).toBe(date);
});
