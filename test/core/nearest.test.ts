import { describe, expect, it } from 'vitest';
import { nearestOf } from '../../src/core/nearest.ts';

describe('nearestOf', () => {
  it.each([
    ['timeuot', 'timeout'],
    ['Timeout', 'timeout'],
    ['shedule', 'schedule'],
    ['bodylimit', 'bodyLimit'],
    ['ulr', 'url'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearestOf(word, ['url', 'timeout', 'schedule', 'bodyLimit'])).toBe(meant);
  });

  it.each(['x', 'interval', 'headers'])('takes %s for nothing it knows', (word) => {
    expect(nearestOf(word, ['url', 'timeout', 'schedule', 'bodyLimit'])).toBeNull();
  });
});
