import { describe, expect, it } from 'vitest';
import type { IncidentTarget } from '../../../src/core/words/incident.ts';
import { depthOf, severityOf } from '../../../src/core/words/severity.ts';

function target(given: Partial<IncidentTarget>): IncidentTarget {
  return {
    target: 'a',
    member: 'm',
    sector: 's',
    from: 0,
    to: null,
    judgement: 'failing',
    ratio: null,
    phase: null,
    ...given,
  };
}

describe('severity', () => {
  it.each([
    ['no answer', { judgement: 'failing', ratio: 100 }, 1],
    ['now and then', { judgement: 'flapping' }, 0.5],
    ['twice as long', { judgement: 'slow', ratio: 2 }, 0.301],
    ['ten times as long', { judgement: 'slow', ratio: 10 }, 0.9],
    ['a hundred times as long', { judgement: 'slow', ratio: 100 }, 0.9],
    ['hardly longer', { judgement: 'slow', ratio: 1.1 }, 0.1],
    ['slow by a fixed threshold, normal not known', { judgement: 'slow', ratio: null }, 0.1],
    ['planned work', { judgement: 'maintenance' }, 0],
  ] as const)('has depth: %s', (_, given, depth) => {
    expect(depthOf(target(given))).toBeCloseTo(depth, 3);
  });

  it('is sites × depth × minutes', () => {
    const targets = [
      target({ from: 0, to: 600_000 }),
      target({ from: 60_000, judgement: 'slow', ratio: 10 }),
      target({ from: 2_000_000 }),
    ];
    expect(severityOf(targets, 1_260_000)).toBe(10 + 0.9 * 20);
    expect(severityOf([], 1)).toBe(0);
  });

  it('never falls while it lasts', () => {
    const targets = [target({}), target({ judgement: 'slow', ratio: 3, from: 5 })];
    const values = [0, 1e5, 2e5, 1e6].map((at) => severityOf(targets, at));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
});
