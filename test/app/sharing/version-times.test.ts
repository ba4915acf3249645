import { describe, expect, it } from 'vitest';
import { VersionTimes } from '../../../src/app/sharing/version-times.ts';

describe('moments in the place of versions', () => {
  it('stand for what was there at the first look of their second', () => {
    const times = new VersionTimes();
    expect(times.momentOf(1_700_000_000_250, 7)).toBe(1_700_000_000_000);
    expect(times.momentOf(1_700_000_000_900, 9)).toBe(1_700_000_000_000);
    expect(times.momentOf(1_700_000_001_000, 12)).toBe(1_700_000_001_000);
    expect(times.versionAt(1_700_000_000_000)).toBe(7);
    expect(times.versionAt(1_700_000_001_000)).toBe(12);
  });

  it('are unknown where none was handed out, and after an hour', () => {
    const times = new VersionTimes();
    const first = times.momentOf(1_700_000_000_000, 7);
    expect(times.versionAt(first + 1000)).toBeNull();
    times.momentOf(first + 3_599_000, 8);
    expect(times.versionAt(first)).toBe(7);
    times.momentOf(first + 3_600_000, 9);
    expect(times.versionAt(first)).toBeNull();
    expect(times.versionAt(first + 3_599_000)).toBe(8);
  });
});
