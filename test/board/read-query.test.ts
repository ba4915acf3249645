import { describe, expect, it } from 'vitest';
import { readInstant, readSamplesQuery } from '../../src/board/read-query.ts';

const TOKYO = 'Asia/Tokyo';
const NOON = Date.UTC(2026, 10, 22, 3);

describe('readInstant', () => {
  it.each([
    ['epoch ms', '1795316400000', 1_795_316_400_000],
    ['an ISO time in UTC', '2026-11-22T03:00:00Z', NOON],
    ['an ISO time with an offset', '2026-11-22T12:00:00+09:00', NOON],
    ['an offset whose plus became a space', '2026-11-22T12:00:00 09:00', NOON],
    ['a time without offset in the zone of the council', '2026-11-22T12:00', NOON],
    ['a time with a space for the T', '2026-11-22 12:00:00', NOON],
    ['a day as its midnight in the zone of the council', '2026-11-22', NOON - 12 * 3_600_000],
  ])('reads %s', (_, text, expected) => {
    expect(readInstant(text, TOKYO)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-13-01',
    '2026-11-22T25:00',
    '12:00',
    '1e12',
    '99999999999999999',
  ])('refuses %j', (text) => {
    expect(readInstant(text, TOKYO)).toBeNull();
  });
});

describe('readSamplesQuery', () => {
  const read = (params: Readonly<Record<string, string>>) =>
    readSamplesQuery('t', (name) => params[name], { now: NOON, timezone: TOKYO });

  it('takes the last 24 hours of raw samples of every family by default', () => {
    expect(read({}).value).toEqual({
      target: 't',
      from: NOON - 86_400_000,
      to: NOON,
      stepMs: null,
      family: null,
    });
  });

  it.each([
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['900000', 900_000],
    ['600s', 600_000],
  ])('reads the step %s', (step, stepMs) => {
    expect(read({ step }).value?.stepMs).toBe(stepMs);
  });

  it('reads the family', () => {
    expect(read({ family: '6' }).value?.family).toBe(6);
  });

  it.each([
    [{ step: '1m' }, 'step: a multiple of 5 minutes'],
    [{ step: '0' }, 'step: a multiple of 5 minutes'],
    [{ step: 'often' }, 'step: a multiple of 5 minutes'],
    [{ from: '0', step: '5m' }, 'step: the range has more than 5000'],
    [{ from: 'then' }, 'from: an ISO time'],
    [{ to: 'now' }, 'to: an ISO time'],
    [{ from: String(NOON) }, 'from: it must lie before to'],
    [{ family: '5' }, 'family: 4 or 6'],
  ])('says what is wrong with %j', (params, problem) => {
    expect(read(params).problem).toContain(problem);
  });
});
