import { describe, expect, it } from 'vitest';
import type { Incident, IncidentTarget } from '../../../src/core/words/incident.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';

import { feedOf, NOW } from './fed-judgements.ts';

function hit(id: string, memberId: string, judgement: IncidentTarget['judgement'] = 'failing') {
  const sectorId = id.split('-')[0] ?? '';
  const times = { from: NOW - 60_000, to: null, ratio: null, phase: null };
  return { target: id, member: memberId, sector: sectorId, judgement, ...times };
}

function incidentOf(
  pattern: Incident['pattern'],
  targets: readonly IncidentTarget[],
  given: Partial<Incident> = {},
): Incident {
  return {
    id: '20260921-1',
    pattern,
    subject:
      pattern === 'single'
        ? { kind: 'target', target: targets[0]?.target ?? '' }
        : { kind: 'council' },
    since: NOW - 60_000,
    openedAt: NOW,
    endedAt: null,
    ending: null,
    mergedInto: null,
    severity: 1,
    targets,
    evidence: [],
    timeline: [],
    ...given,
  };
}

describe('incidents in the bucket of operators', () => {
  const told = (points: readonly StoredPoint[]) =>
    points.map(({ bucket, tags, fields }) => ({ bucket, tags, members: fields['members'] }));

  it('have every member in them', () => {
    const incident = incidentOf('cross-sector', [
      hit('gas-own', 'gas-0001'),
      hit('gas-counted', 'gas-0001'),
      hit('gas-named', 'gas-0002'),
      hit('water-sector', 'water-0001'),
    ]);
    expect(told(feedOf().happened(incident))).toEqual([
      { bucket: 'yamabiko', tags: { pattern: 'cross-sector' }, members: 3 },
    ]);
  });

  it('name a site in a tag only where it is one site’s, and in the text never', () => {
    const incident = incidentOf('single', [hit('gas-judged', 'gas-0001', 'slow')], {
      endedAt: NOW + 1000,
    });
    expect(feedOf().happened(incident)).toEqual([
      {
        ...{ bucket: 'yamabiko', measurement: 'incident' },
        tags: { pattern: 'single', sector: 'gas', target: 'gas-judged' },
        fields: {
          incident: '20260921-1',
          text_ja: '単独：平常時より遅い',
          text_en: 'one site: slower than normal',
          ended_at: NOW + 1000,
          members: 1,
          suppressed: false,
        },
        at: NOW - 60_000,
      },
    ]);
  });

  it('of our own network are suppressed, and there without a site too', () => {
    const points = feedOf().happened(incidentOf('own-network', []));
    expect(points.map(({ bucket, fields }) => [bucket, fields['suppressed']])).toEqual([
      ['yamabiko', true],
    ]);
  });

  it('are suppressed on practice sites, in a bucket of their own', () => {
    const incident = incidentOf('sector-wide', [hit('water-sector', 'water-0001')]);
    const points = feedOf({ practice: true }).happened(incident);
    expect(points.map(({ bucket, fields }) => [bucket, fields['suppressed']])).toEqual([
      ['practice_yamabiko', true],
    ]);
  });
});
