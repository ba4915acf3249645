import { describe, expect, it } from 'vitest';
import {
  cellOf,
  createSeriesState,
  decodeSeriesState,
  encodeSeriesState,
} from '../../../../src/judge/rules/target/series-state.ts';

describe('what is kept of a series', () => {
  const full = createSeriesState();
  full.judgement = 'failing';
  full.failedReason = 'connect';
  full.failedPhase = 'tls';
  full.isBlocked = true;
  full.taught = 77;
  full.table[3] = 1.5;

  it.each([full, createSeriesState()])('is the same after bytes', (state) => {
    expect(decodeSeriesState(encodeSeriesState(state))).toEqual(state);
  });

  it('is nothing in bytes of another length, version or judgement', () => {
    const bytes = encodeSeriesState(full);
    expect(decodeSeriesState(bytes.subarray(1))).toBeNull();
    expect(decodeSeriesState(bytes.with(0, 99))).toBeNull();
    expect(decodeSeriesState(bytes.with(1, 99))).toBeNull();
  });

  it('is 0 beyond its table', () => {
    expect(cellOf(full.table, full.table.length)).toBe(0);
  });
});
