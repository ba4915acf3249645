import { describe, expect, it } from 'vitest';
import { holdsOn, type ValidDays } from '../../src/core/valid-days.ts';

describe('days on which a field or a sector exists', () => {
  it.each<[string, ValidDays, string, boolean]>([
    ['begin with their first', { validFrom: '2026-04-01' }, '2026-04-01', true],
    ['hold nothing before it', { validFrom: '2026-04-01' }, '2026-03-31', false],
    ['end with their last', { validTo: '2026-03-31' }, '2026-03-31', true],
    ['hold nothing after it', { validTo: '2026-03-31' }, '2026-04-01', false],
    ['may be one day', { validFrom: '2026-04-01', validTo: '2026-04-01' }, '2026-04-01', true],
    ['are all days where neither is said', { validFrom: null, validTo: null }, '2026-04-01', true],
    ['are all days where nothing is said', {}, '2026-04-01', true],
  ])('%s', (_, days, date, expected) => {
    expect(holdsOn(days, date)).toBe(expected);
  });
});
