import { describe, expect, it } from 'vitest';
import { JudgementFeed } from '../../../src/app/buckets/judgement-feed.ts';
import {
  type AnsweredSince,
  NOT_ANSWERED,
  toldSinceBy,
  type VersionsOf,
} from '../../../src/app/notices/told-since.ts';
import { bucketsOf } from '../../../src/core/buckets.ts';
import type { Config } from '../../../src/core/config.ts';
import {
  type JudgedTargetState,
  type Judging,
  NOTHING_JUDGED,
} from '../../../src/core/ports/judging.ts';
import type { Incident, IncidentTarget } from '../../../src/core/words/incident.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import { createGate } from '../../../src/share/seal.ts';
import { openPoints } from '../../../src/store/outlet.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { consentOf } from '../../store/stored-said.ts';

const NOW = 1_790_000_000_000;

/** Who may know the judgement of which site, by consent: written by hand. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  yamabiko: ['gas-own', 'gas-counted', 'gas-judged', 'gas-named', 'water-sector'],
  sector_gas: ['gas-counted', 'gas-judged', 'gas-named'],
  sector_water: ['water-sector'],
};

const COUNCIL = councilOf([
  sector('gas', [
    member('gas-0001', [
      target('gas-own', { consent: 'own' }),
      target('gas-counted', { consent: 'counted' }),
      target('gas-judged', { consent: 'counted', secretariatSees: 'judgement' }),
    ]),
    member('gas-0002', [target('gas-named', { consent: 'named' })]),
  ]),
  sector('water', [member('water-0001', [target('water-sector', { consent: 'sector' })])]),
  sector('rail', []),
]);

const FAILING: JudgedTargetState = {
  judgement: 'failing',
  since: NOW - 60_000,
  ratio: null,
  suspect: false,
};

interface Given {
  readonly planned?: readonly string[];
  readonly practice?: boolean;
  readonly versionsOf?: VersionsOf;
  readonly isAnsweredSince?: AnsweredSince;
}

function feedOf(given: Given = {}) {
  const states = new Map(KNOWN['yamabiko']?.map((id) => [id, FAILING]));
  const judging: Judging = { ...NOTHING_JUDGED, stateOf: (id) => states.get(id) ?? null };
  const config: Config = { ...COUNCIL, practice: given.practice ?? false };
  const planned = new Set(given.planned);
  const feed = new JudgementFeed({
    gate: createGate(),
    buckets: bucketsOf(config.practice),
    judging,
    toldSince: toldSinceBy(given.versionsOf ?? (() => [])),
    isAnsweredSince: given.isAnsweredSince ?? NOT_ANSWERED,
    maintenanceOf: (id) =>
      planned.has(id) ? { window: 'work', title: null, from: NOW - 1, to: NOW + 1 } : null,
  });
  const judged = (isWhole: boolean, council: Config = config) =>
    feed.judgements(council, NOW, isWhole).flatMap(openPoints);
  const happened = (incident: Incident, council: Config = config) =>
    feed.incidents(council, NOW, [incident]).flatMap(openPoints);
  return { feed, states, judged, happened };
}

function byBucket(points: readonly StoredPoint[]): Record<string, readonly string[]> {
  const named = points.map(({ bucket, tags }) => ({ bucket, id: tags['target'] ?? '' }));
  const groups = Map.groupBy(named, ({ bucket }) => bucket);
  return Object.fromEntries(
    [...groups].map(([bucket, each]) => [bucket, each.map(({ id }) => id)]),
  );
}

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

function inGas(points: readonly StoredPoint[], id: string) {
  return points.find(({ bucket, tags }) => bucket === 'sector_gas' && tags['target'] === id);
}

describe('judgements in the buckets', () => {
  it('hold a ratio for those alone who see the values of a site', () => {
    const { states, judged } = feedOf();
    for (const id of states.keys()) states.set(id, { ...FAILING, judgement: 'slow', ratio: 2.5 });
    const points = judged(false);
    expect(inGas(points, 'gas-counted')?.fields).toMatchObject({ judgement: 'slow', ratio: 2.5 });
    expect(inGas(points, 'gas-judged')?.fields).toMatchObject({ judgement: 'slow', ratio: null });
    const whole = points.filter(({ bucket }) => bucket === 'yamabiko');
    expect(whole.map(({ fields }) => fields['ratio'])).toEqual(Array(5).fill(2.5));
  });

  it('are written again after they were forgotten, of one target or of all', () => {
    const { feed, judged } = feedOf();
    judged(false);
    expect(judged(false)).toEqual([]);
    feed.forgetWritten('sector_gas', 'gas-judged');
    expect(byBucket(judged(false))).toEqual({ sector_gas: ['gas-judged'] });
    feed.forgetWritten();
    expect(byBucket(judged(false))).toEqual(KNOWN);
  });

  it('are none of a site whose sharing is kept, and not in force yet', () => {
    const id = 'gas-counted';
    const closed = consentOf(id, 1, { consent: 'own', secretariatSees: 'detail', at: NOW - 5 });
    const versionsOf: VersionsOf = (target) => (target === id ? [closed] : []);
    const points = feedOf({ versionsOf }).judged(false);
    expect(byBucket(points)['sector_gas']).toEqual(['gas-judged', 'gas-named']);
  });

  it('tell nothing from before a site came to be shared so', () => {
    const id = 'gas-counted';
    const versions = [
      consentOf(id, 1, { consent: 'own', secretariatSees: 'detail', at: 0 }),
      consentOf(id, 2, { consent: 'counted', secretariatSees: 'detail', at: NOW - 5 }),
    ];
    const versionsOf: VersionsOf = (target) => (target === id ? versions : []);
    let answered = Number.NEGATIVE_INFINITY;
    const isAnsweredSince: AnsweredSince = (_, since) => since <= answered;
    const { states, judged } = feedOf({ versionsOf, isAnsweredSince });
    states.set(id, { ...FAILING, judgement: 'slow', ratio: 2.5 });
    expect(inGas(judged(false), id)?.fields).toMatchObject({ since: NOW - 5, ratio: null });
    answered = NOW - 5;
    expect(inGas(judged(true), id)?.fields).toMatchObject({ since: NOW - 5, ratio: 2.5 });
    const ours = judged(true).find(({ bucket, tags }) => {
      return bucket === 'yamabiko' && tags['target'] === id;
    });
    expect(ours?.fields).toMatchObject({ since: NOW - 60_000, ratio: 2.5 });
  });

  it('are those that the readers of each may know by consent, and none in the shared one', () => {
    expect(byBucket(feedOf().judged(false))).toEqual(KNOWN);
  });

  it('say what is judged, since when, and whose site it is', () => {
    const [first] = feedOf().judged(false);
    expect(first).toEqual({
      bucket: 'yamabiko',
      measurement: 'judgement',
      tags: { target: 'gas-own', member: 'gas-0001', sector: 'gas' },
      fields: { judgement: 'failing', ratio: null, since: NOW - 60_000, suppressed: false },
      at: NOW,
    });
  });

  it('are written anew where they changed, and all of them at a full hour', () => {
    const { states, judged } = feedOf();
    judged(false);
    expect(judged(false)).toEqual([]);
    states.set('gas-counted', { ...FAILING, judgement: 'normal', since: NOW });
    expect(byBucket(judged(false))).toEqual({
      yamabiko: ['gas-counted'],
      sector_gas: ['gas-counted'],
    });
    expect(byBucket(judged(true))).toEqual(KNOWN);
  });

  it('are not written again for a ratio that moves alone', () => {
    const { states, judged } = feedOf();
    judged(false);
    states.set('gas-counted', { ...FAILING, ratio: 2.5 });
    expect(judged(false)).toEqual([]);
  });

  it('are none of a site that was not judged yet', () => {
    const { states, judged } = feedOf();
    states.delete('water-sector');
    expect(Object.keys(byBucket(judged(true)))).toEqual(['yamabiko', 'sector_gas']);
  });

  it('end in a bucket whose readers may no longer know them', () => {
    const { judged } = feedOf();
    judged(false);
    const [gas, ...others] = COUNCIL.sectors;
    const withdrawn = councilOf([
      sector('gas', [
        member('gas-0001', [target('gas-counted', { consent: 'own' })]),
        ...(gas?.members.slice(1) ?? []),
      ]),
      ...others,
    ]);
    expect(byBucket(judged(true, withdrawn))).toEqual({
      yamabiko: ['gas-counted', 'gas-named', 'water-sector'],
      sector_gas: ['gas-named'],
      sector_water: ['water-sector'],
    });
  });

  it('are suppressed by planned work, doubt of our own network and practice', () => {
    const suppressed = (points: readonly StoredPoint[]) =>
      points
        .filter(
          ({ bucket, fields }) => bucket.endsWith('yamabiko') && fields['suppressed'] === true,
        )
        .map(({ tags }) => tags['target']);
    const { states, judged } = feedOf({ planned: ['gas-own'] });
    states.set('gas-named', { ...FAILING, suspect: true });
    expect(suppressed(judged(false))).toEqual(['gas-own', 'gas-named']);
    expect(suppressed(feedOf({ practice: true }).judged(false))).toEqual(KNOWN['yamabiko']);
  });

  it('are written again as soon as they are no longer suppressed', () => {
    const { states, judged } = feedOf();
    states.set('water-sector', { ...FAILING, suspect: true });
    judged(false);
    states.set('water-sector', FAILING);
    expect(judged(false).map(({ bucket, fields }) => [bucket, fields['suppressed']])).toEqual([
      ['yamabiko', false],
      ['sector_water', false],
    ]);
  });
});

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
