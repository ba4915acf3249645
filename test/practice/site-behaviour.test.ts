import { describe, expect, it } from 'vitest';
import {
  type Answer,
  BEHAVIOURS,
  characterOf,
  loadRatioAt,
} from '../../src/practice/site-behaviour.ts';

/** Hours of a day in Japan as epoch ms. */
function japaneseHour(hour: number): number {
  return Date.UTC(2026, 10, 22, hour - 9);
}

function answers(
  id: string,
  profile: keyof typeof BEHAVIOURS,
  count: number,
  at = japaneseHour(4),
) {
  const character = characterOf(id, BEHAVIOURS[profile]);
  return Array.from({ length: count }, (): Answer => character.answer(at));
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

describe('a practice site', () => {
  it('does the same again for the same id, and otherwise for another', () => {
    expect(answers('gas-0001-home', 'flaky', 50)).toEqual(answers('gas-0001-home', 'flaky', 50));
    expect(answers('gas-0001-home', 'steady', 5)).not.toEqual(
      answers('gas-0002-home', 'steady', 5),
    );
  });

  it('answers in log-normal times around its own median', () => {
    const logs = answers('gas-0001-home', 'busy', 20_000).map(({ waitMs }) => Math.log(waitMs));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const moment = (power: number) =>
      logs.reduce((sum, value) => sum + (value - mean) ** power, 0) / logs.length;
    const deviation = Math.sqrt(moment(2));
    expect(deviation).toBeCloseTo(BEHAVIOURS.busy.spread, 1);
    expect(Math.abs(moment(3) / deviation ** 3)).toBeLessThan(0.1);
    expect(moment(4) / deviation ** 4).toBeCloseTo(3, 0);
    expect(Math.exp(mean)).toBeGreaterThan(BEHAVIOURS.busy.medianMs / 3);
    expect(Math.exp(mean)).toBeLessThan(BEHAVIOURS.busy.medianMs * 3);
  });

  it('is quickest at four in the morning and slowest at four in the afternoon', () => {
    expect(loadRatioAt(japaneseHour(4))).toBeCloseTo(0, 9);
    expect(loadRatioAt(japaneseHour(16))).toBeCloseTo(1, 9);
    expect(loadRatioAt(japaneseHour(10))).toBeCloseTo(0.5, 9);
    const times = (hour: number) =>
      answers('a', 'busy', 5000, japaneseHour(hour)).map(({ waitMs }) => waitMs);
    expect(medianOf(times(16)) / medianOf(times(4))).toBeCloseTo(1 + BEHAVIOURS.busy.rhythm, 6);
  });

  it('fails as often as its profile says', () => {
    const kinds = answers('a', 'flaky', 12_000).map(({ kind }) => kind);
    const share = (kind: string) => kinds.filter((other) => other === kind).length / kinds.length;
    expect(share('page')).toBeCloseTo(0.75, 1);
    expect(share('unavailable') / share('reset')).toBeCloseTo(2, 0);
    expect(new Set(answers('a', 'steady', 1000).map(({ kind }) => kind))).toEqual(
      new Set(['page']),
    );
  });

  it('is slower and larger where its profile is', () => {
    const typical = (profile: keyof typeof BEHAVIOURS) =>
      medianOf(
        Array.from(
          { length: 300 },
          (_, index) => answers(`site-${index}`, profile, 1)[0]?.waitMs ?? 0,
        ),
      );
    expect(typical('busy')).toBeGreaterThan(2 * typical('steady'));
    expect(typical('slow')).toBeGreaterThan(2 * typical('busy'));
    const bytes = (profile: keyof typeof BEHAVIOURS) =>
      characterOf('a', BEHAVIOURS[profile]).pageBytes;
    expect(bytes('busy')).toBeGreaterThan(2 * bytes('steady'));
  });

  it('keeps every page below the body limit of 256 KiB', () => {
    for (let index = 0; index < 2000; index += 1) {
      expect(characterOf(`site-${index}`, BEHAVIOURS.busy).pageBytes).toBeLessThan(262_144);
    }
  });
});
