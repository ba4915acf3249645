import { describe, expect, it } from 'vitest';
import { incidentsToTell } from '../../../src/app/notices/told-before.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { incidentOf } from '../../store/stored-incident.ts';

async function toTell(
  told: readonly string[],
  { open = [], kept = [] }: { open?: readonly Incident[]; kept?: readonly Incident[] },
): Promise<readonly string[]> {
  const incidents = await incidentsToTell(
    new Set(told),
    { openIncidents: () => open },
    { incident: async (id) => kept.find((each) => each.id === id) ?? null },
  );
  return incidents.map(({ id }) => id).sort();
}

describe('what telling knows at its start', () => {
  it('is what lasts, and of what ended that of which no end was told', async () => {
    const kept = [incidentOf('1', { endedAt: 1 }), incidentOf('2', { endedAt: 2 })];
    expect(await toTell(['1'], { open: [incidentOf('3')], kept })).toEqual(['1', '3']);
  });

  it('is also what these became part of, however often', async () => {
    const kept = [
      incidentOf('1', { mergedInto: '2' }),
      incidentOf('2', { mergedInto: '3' }),
      incidentOf('3'),
      incidentOf('4'),
    ];
    expect(await toTell(['1'], { kept })).toEqual(['1', '2', '3']);
    expect(await toTell([], { open: [incidentOf('5', { mergedInto: '4' })], kept })).toEqual([
      '4',
      '5',
    ]);
  });

  it('leaves out what the store does not hold any more', async () => {
    expect(await toTell(['1'], {})).toEqual([]);
  });
});
