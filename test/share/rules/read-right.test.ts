import { describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { isAuditedView, type ReadRight, readRightOf } from '../../../src/share/rules/read-right.ts';
import { sharedTarget } from './shared.ts';

const MEMBER: Viewer = { kind: 'member', member: 'gas-1', sector: 'gas' };
const SECRETARIAT: Viewer = { kind: 'secretariat', sector: 'gas' };
const COUNCIL: Viewer = { kind: 'council' };
const OBSERVER: Viewer = { kind: 'observer' };
const OPERATOR: Viewer = { kind: 'operator' };

const OWN = { member: 'gas-1', sector: 'gas' };
const OF_SECTOR = { member: 'gas-2', sector: 'gas' };
const ELSEWHERE = { member: 'water-1', sector: 'water' };

type Place = typeof OWN;
type Row = readonly [string, Viewer, Place, 'detail' | 'judgement', readonly ReadRight[]];

/** Written by hand from the read table; the rights stand in the order own, counted, sector, named. */
const TABLE: readonly Row[] = [
  [
    'a member reads everything of its own',
    MEMBER,
    OWN,
    'detail',
    ['detail', 'detail', 'detail', 'detail'],
  ],
  [
    'a member reads its own whatever its secretariat may',
    MEMBER,
    OWN,
    'judgement',
    ['detail', 'detail', 'detail', 'detail'],
  ],
  [
    'a member knows its sector by consent',
    MEMBER,
    OF_SECTOR,
    'detail',
    ['nothing', 'bands', 'judgement', 'judgement'],
  ],
  [
    'a member knows its sector by consent, not by secretariatSees',
    MEMBER,
    OF_SECTOR,
    'judgement',
    ['nothing', 'bands', 'judgement', 'judgement'],
  ],
  [
    'a member knows other sectors in bands but for the named',
    MEMBER,
    ELSEWHERE,
    'detail',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'a member knows other sectors alike with judgement only',
    MEMBER,
    ELSEWHERE,
    'judgement',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'a secretariat reads its members in detail',
    SECRETARIAT,
    OF_SECTOR,
    'detail',
    ['nothing', 'detail', 'detail', 'detail'],
  ],
  [
    'a secretariat reads the judgement where the member chose that',
    SECRETARIAT,
    OF_SECTOR,
    'judgement',
    ['nothing', 'judgement', 'judgement', 'judgement'],
  ],
  [
    'a secretariat is an outsider elsewhere',
    SECRETARIAT,
    ELSEWHERE,
    'detail',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'a secretariat is an outsider elsewhere, judgement chosen',
    SECRETARIAT,
    ELSEWHERE,
    'judgement',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'the council knows the named by name',
    COUNCIL,
    OF_SECTOR,
    'detail',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'the council knows the named by name, judgement chosen',
    COUNCIL,
    OF_SECTOR,
    'judgement',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'the council knows every sector alike',
    COUNCIL,
    ELSEWHERE,
    'detail',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'the council knows every sector alike, judgement chosen',
    COUNCIL,
    ELSEWHERE,
    'judgement',
    ['nothing', 'bands', 'bands', 'judgement'],
  ],
  [
    'an observer knows bands',
    OBSERVER,
    OF_SECTOR,
    'detail',
    ['nothing', 'bands', 'bands', 'bands'],
  ],
  [
    'an observer knows bands, judgement chosen',
    OBSERVER,
    OF_SECTOR,
    'judgement',
    ['nothing', 'bands', 'bands', 'bands'],
  ],
  [
    'an observer knows bands in every sector',
    OBSERVER,
    ELSEWHERE,
    'detail',
    ['nothing', 'bands', 'bands', 'bands'],
  ],
  [
    'an observer knows bands in every sector, judgement chosen',
    OBSERVER,
    ELSEWHERE,
    'judgement',
    ['nothing', 'bands', 'bands', 'bands'],
  ],
  [
    'the operator reads everything',
    OPERATOR,
    OF_SECTOR,
    'detail',
    ['detail', 'detail', 'detail', 'detail'],
  ],
  [
    'the operator reads everything whatever secretariats may',
    OPERATOR,
    OF_SECTOR,
    'judgement',
    ['detail', 'detail', 'detail', 'detail'],
  ],
  [
    'the operator reads every sector',
    OPERATOR,
    ELSEWHERE,
    'detail',
    ['detail', 'detail', 'detail', 'detail'],
  ],
  [
    'the operator reads every sector, judgement chosen',
    OPERATOR,
    ELSEWHERE,
    'judgement',
    ['detail', 'detail', 'detail', 'detail'],
  ],
];

describe('the read table', () => {
  it.each(TABLE)('%s', (_, viewer, place, secretariatSees, rights) => {
    const found = CONSENTS.map((consent) =>
      readRightOf(viewer, sharedTarget({ ...place, consent, secretariatSees })),
    );
    expect(found).toEqual(rights);
  });

  // In the order own, counted, sector, named; of the member's own none is audited.
  it.each<readonly [Viewer, Place, readonly boolean[]]>([
    [MEMBER, OWN, [false, false, false, false]],
    [MEMBER, OF_SECTOR, [false, false, true, true]],
    [MEMBER, ELSEWHERE, [false, false, false, true]],
    [SECRETARIAT, OF_SECTOR, [false, true, true, true]],
    [SECRETARIAT, ELSEWHERE, [false, false, false, true]],
    [COUNCIL, OWN, [false, false, false, true]],
    [OBSERVER, OWN, [false, false, false, false]],
    [OPERATOR, OWN, [true, true, true, true]],
  ])('audits the looks of %o at %o by name: %s', (viewer, place, audited) => {
    const found = CONSENTS.map((consent) =>
      isAuditedView(viewer, sharedTarget({ ...place, consent })),
    );
    expect(found).toEqual(audited);
  });
});
