import type { PatternState, Reach } from '../../../src/board/web/pattern-state.ts';

export const REACH: Reach = {
  affected: 42,
  sites: 45,
  sectors: 5,
  fields: ['金融', 'ガス', '水道'],
  since: '09:12',
};

/** Every kind of what may be said, with one and several, and nobody left. */
export const PATTERN_STATES: readonly PatternState[] = [
  { kind: 'not-judged' },
  { kind: 'normal', judged: 6, learning: 0, unknown: 0 },
  { kind: 'normal', judged: 1, learning: 3, unknown: 1 },
  { kind: 'normal', judged: 0, learning: 0, unknown: 6 },
  { kind: 'own-network', targets: 12, since: '09:12' },
  { kind: 'own-network', targets: null, since: '09:12' },
  ...[REACH, { ...REACH, affected: 1, sectors: 1, fields: ['金融'] }, { ...REACH, affected: 0 }]
    .concat({ ...REACH, affected: 0, sites: 0, sectors: 0, fields: [] })
    .flatMap((reach): PatternState[] => [
      { kind: 'cross-sector', reach },
      { kind: 'shared-cause', fact: { name: '運用事業者', text: '夢見クラウド' }, reach },
      { kind: 'sector-wide', sector: '架空ガスセプター', reach },
    ]),
  { kind: 'singles', slow: 3, failing: 2, flapping: 1, sectors: 2, since: '00:21' },
  { kind: 'singles', slow: 1, failing: 0, flapping: 0, sectors: null, since: '00:21' },
];
