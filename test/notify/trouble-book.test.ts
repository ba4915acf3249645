import { describe, expect, it } from 'vitest';
import type { Incident, IncidentTarget } from '../../src/core/words/incident.ts';
import { TroubleBook } from '../../src/notify/trouble-book.ts';

const T = Date.UTC(2026, 10, 21, 18, 4);

function entry(target: string, over: Partial<IncidentTarget> = {}): IncidentTarget {
  return {
    ...{ target, member: `m-${target}`, sector: 'gas', from: T, to: null },
    ...{ judgement: 'failing', ratio: null, phase: null, ...over },
  };
}

function incident(id: string, over: Partial<Incident> = {}): Incident {
  return {
    ...{ id, pattern: 'single', subject: { kind: 'target', target: 'a' }, since: T, openedAt: T },
    ...{ endedAt: null, ending: null, mergedInto: null, severity: 1, targets: [entry('a')] },
    ...{ evidence: [], timeline: [], ...over },
  };
}

const WHOLE = { pattern: 'sector-wide', subject: { kind: 'sector', sector: 'gas' } } as const;
const merged = { endedAt: T + 5, ending: 'merged', mergedInto: 'p' } as const;

describe('the trouble of a site', () => {
  it('is that of the pattern that it is part of, and its own again after it', () => {
    const book = new TroubleBook();
    book.take([incident('1', merged), incident('p', WHOLE)]);
    expect(book.troubleOf('a')).toMatchObject({ incident: { id: 'p' }, ending: null });
    expect(book.ownIncidentOf('a')?.id).toBe('1');
    book.take([incident('p', { ...WHOLE, endedAt: T + 9, ending: 'recovered' }), incident('1')]);
    expect(book.troubleOf('a')).toMatchObject({ incident: { id: '1' }, ending: null });
  });

  it('ends when the site is well again, though its pattern lasts or becomes part of another', () => {
    const book = new TroubleBook();
    const well = { ...WHOLE, targets: [entry('a', { to: T + 7 })] };
    book.take([incident('1', merged), incident('p', well)]);
    expect(book.troubleOf('a')).toMatchObject({ ending: 'recovered', endedAt: T + 7 });
    book.take([incident('p', { ...well, endedAt: T + 9, ending: 'merged', mergedInto: 'q' })]);
    expect(book.troubleOf('a')).toMatchObject({ ending: 'recovered', endedAt: T + 7 });
  });

  it('is kept with the pattern while somebody waits for its end, and forgotten after', () => {
    const book = new TroubleBook();
    const over = { ...WHOLE, endedAt: T + 9, ending: 'recovered' as const };
    book.take([
      incident('1', merged),
      incident('p', { ...over, targets: [entry('a', { to: T + 8 })] }),
    ]);
    book.forget(T + 100, new Set(['1']));
    expect(book.troubleOf('a')).toMatchObject({ ending: 'recovered' });
    book.forget(T + 100, new Set());
    expect(book.troubleOf('a')).toBeNull();
    expect(book.patterns()).toEqual([]);
  });
});
