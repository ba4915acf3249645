import { describe, expect, it } from 'vitest';
import { readDayQuery, readSamplesQuery, readUsualQuery } from '../../src/board/read-query.ts';

const TOKYO = 'Asia/Tokyo';
const NOON = Date.UTC(2026, 10, 22, 3);

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

  it.each([
    ['epoch ms', '1795316400000'],
    ['an ISO time with an offset', '2026-11-22T12:00:00+09:00'],
    ['an offset whose plus became a space', '2026-11-22T12:00:00 09:00'],
    ['a time without offset in the zone of the council', '2026-11-22T12:00'],
    ['a time with a space for the T', '2026-11-22 12:00'],
  ])('reads %s', (_, to) => {
    expect(read({ from: '2026-11-22', to }).value).toMatchObject({
      from: NOON - 12 * 3_600_000,
      to: NOON,
    });
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
    [{ to: '9999999999999999' }, 'to: an ISO time'],
    [{ from: String(NOON) }, 'from: it must lie before to'],
    [{ family: '5' }, 'family: 4 or 6'],
  ])('says what is wrong with %j', (params, problem) => {
    expect(read(params).problem).toContain(problem);
  });
});

describe('a moment in a query', () => {
  const usual = (text: string) =>
    readUsualQuery('t', (name) => (name === 'at' ? text : undefined), TOKYO);
  const day = (text: string) => readDayQuery((name) => (name === 'on' ? text : undefined), TOKYO);

  it('is null where it is absent', () => {
    const nothing = () => undefined;
    expect(readUsualQuery('t', nothing, TOKYO).value).toEqual({
      target: 't',
      family: null,
      at: null,
    });
    expect(readDayQuery(nothing, TOKYO).value).toEqual({ on: null, sector: null });
  });

  it.each([
    ['1795316400000', NOON],
    ['2026-11-22T12:00', NOON],
    ['2026-11-22T03:00Z', NOON],
    ['2026-11-22', NOON - 12 * 3_600_000],
    ['-8000000000000000', -8_000_000_000_000_000],
    ['0', 0],
  ])('is read: %s', (text, at) => {
    expect(usual(text).value?.at).toBe(at);
    expect(day(text).value?.on).toBe(at);
  });

  it.each(['', ' ', 'now', '2026-13-01', '99999999999999999', '-8000000000000001', '1e3', 'NaN'])(
    'is refused with its name: %j',
    (text) => {
      expect(usual(text).problem).toMatch(/^at: an ISO time or epoch milliseconds is expected$/);
      expect(day(text).problem).toMatch(/^on: an ISO time or epoch milliseconds is expected$/);
    },
  );

  it('comes with a family, which is refused first', () => {
    const both = { at: 'x', family: '5' } as Readonly<Record<string, string>>;
    expect(readUsualQuery('t', (name) => both[name], TOKYO).problem).toContain('family: 4 or 6');
  });
});
