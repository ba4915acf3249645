import { describe, expect, it } from 'vitest';
import type { IncidentTarget } from '../../src/core/words/incident.ts';
import { partSince, saidUntil } from '../../src/core/words/part-since.ts';

const ENTRY: IncidentTarget = {
  ...{ target: 'a', member: 'm', sector: 'gas', from: 10, to: 40, endSaidAt: 50 },
  ...{ judgement: 'failing', ratio: 9, phase: 'dns' },
  eased: [{ judgement: 'slow', since: 20 }],
};

/** As of an incident that ended at 60. */
function told(entry: IncidentTarget, since: number) {
  return partSince(entry, since, saidUntil(entry, { endedAt: 60 }));
}

describe('what a target has in an incident since a moment', () => {
  it('is all of it where nothing was before', () => {
    expect(told(ENTRY, Number.NEGATIVE_INFINITY)).toBe(ENTRY);
    expect(told(ENTRY, 10)).toEqual(ENTRY);
  });

  it('begins with it, as bad as from then on, without the figures of before', () => {
    expect(told(ENTRY, 15)).toMatchObject({ from: 15, judgement: 'failing', ratio: null });
    expect(told(ENTRY, 20)).toMatchObject({ from: 20, to: 40, judgement: 'slow', phase: null });
  });

  it('lasts until its end is said, and ends no earlier than it begins', () => {
    expect(told(ENTRY, 45)).toMatchObject({ from: 45, to: 45 });
    expect(told(ENTRY, 50)).toBeNull();
    expect(told({ ...ENTRY, to: null }, 59)).toMatchObject({ from: 59, to: null });
    expect(told({ ...ENTRY, to: null }, 60)).toBeNull();
  });

  it('is its newest stretch, whether it was in it before that or not', () => {
    const again = { ...ENTRY, again: 30 };
    const only = told({ ...ENTRY, from: 30 }, 25);
    expect(only).toMatchObject({ from: 30, judgement: 'failing', ratio: 9 });
    expect(told(again, 25)).toEqual(only);
    expect(told(again, 35)).toMatchObject({ from: 35, judgement: 'slow' });
  });

  it('is nothing to who may not know it', () => {
    expect(told({ ...ENTRY, to: null }, Infinity)).toBeNull();
    expect(partSince({ ...ENTRY, to: null }, Infinity, Infinity)).toBeNull();
  });
});
