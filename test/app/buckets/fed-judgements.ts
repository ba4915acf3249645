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
import type { Incident } from '../../../src/core/words/incident.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import { createGate } from '../../../src/share/seal.ts';
import { openPoints } from '../../../src/store/outlet.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

export const NOW = 1_790_000_000_000;

/** Who may know the judgement of which site, by consent: written by hand. */
export const KNOWN: Readonly<Record<string, readonly string[]>> = {
  yamabiko: ['gas-own', 'gas-counted', 'gas-judged', 'gas-named', 'water-sector'],
  sector_gas: ['gas-counted', 'gas-judged', 'gas-named'],
  sector_water: ['water-sector'],
};

export const COUNCIL = councilOf([
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

export const FAILING: JudgedTargetState = {
  judgement: 'failing',
  since: NOW - 60_000,
  ratio: null,
  suspect: false,
};

export interface Given {
  readonly planned?: readonly string[];
  readonly practice?: boolean;
  readonly versionsOf?: VersionsOf;
  readonly isAnsweredSince?: AnsweredSince;
}

export function feedOf(given: Given = {}) {
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

export function byBucket(points: readonly StoredPoint[]): Record<string, readonly string[]> {
  const named = points.map(({ bucket, tags }) => ({ bucket, id: tags['target'] ?? '' }));
  const groups = Map.groupBy(named, ({ bucket }) => bucket);
  return Object.fromEntries(
    [...groups].map(([bucket, each]) => [bucket, each.map(({ id }) => id)]),
  );
}
