import { describe, expect, it } from 'vitest';
import type { IncidentListDto, IncidentRowDto } from '../../../src/board/dto/judging.ts';
import { type HeldIncidents, joined } from '../../../src/board/web/held-incidents.ts';

function row(n: number, severity = 0): IncidentRowDto {
  return {
    id: `20261128-${n}`,
    pattern: 'single',
    subject: { kind: 'target', target: 'a', member: null },
    ...{ since: 0, openedAt: 0, endedAt: null, ending: null, mergedInto: null, severity },
    ...{ sites: 1, affected: 1, worst: null, sectors: [], fields: [] },
  };
}

function page(ids: readonly number[], next: string | null): IncidentListDto {
  const condition = { prober: 'ok', reloadRefused: false, doubt: null, drill: null } as const;
  return {
    council: { name: { ja: '', en: '' }, timezone: 'UTC', vantage: 'v', practice: true, condition },
    incidents: ids.map((n) => row(n, 7)),
    next,
  };
}

const held = (ids: readonly number[], next: string | null): HeldIncidents => ({
  rows: ids.map((n) => row(n)),
  next,
});
const idsOf = ({ rows }: HeldIncidents) => rows.map(({ id }) => Number(id.slice(9)));

describe('incidents that are held', () => {
  it('keep the older ones when the newest page moves on, each as it is now', () => {
    const after = joined(held([4, 3, 2, 1], null), page([5, 4, 3], '20261128-3'));
    expect(idsOf(after)).toEqual([5, 4, 3, 2, 1]);
    expect(after.rows.map(({ severity }) => severity)).toEqual([7, 7, 7, 0, 0]);
    expect(after.next).toBeNull();
  });

  it('have the next page of the newest one until older ones were asked for', () => {
    expect(joined(held([4, 3], '20261128-3'), page([4, 3], '20261128-3')).next).toBe('20261128-3');
  });

  it('begin anew where more came between than a page holds', () => {
    const after = joined(held([2, 1], null), page([9, 8], '20261128-8'));
    expect(idsOf(after)).toEqual([9, 8]);
    expect(after.next).toBe('20261128-8');
  });
});
