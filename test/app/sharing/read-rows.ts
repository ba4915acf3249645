import type { Consent, Target } from '../../../src/core/config.ts';
import type { Place, VIEWERS } from './shared-council.ts';

/** What is there of a site: its values, its name and judgement, or nothing. */
export type Shown = 'detail' | 'name' | 'absent';
export type Who = keyof typeof VIEWERS;
type Row = Readonly<Record<Consent, Shown>>;

const ABSENT: Row = { own: 'absent', counted: 'absent', sector: 'absent', named: 'absent' };
const DETAIL: Row = { own: 'detail', counted: 'detail', sector: 'detail', named: 'detail' };
const NAMED: Row = { ...ABSENT, named: 'name' };

/**
 * CONTRACTS §6, written out by hand: a member of gas, its secretariat, and the offices, over sites of
 * that member, of others of gas, and of another sector.
 */
export const TABLE: Readonly<Record<Who, Readonly<Record<Place, Row>>>> = {
  member: { own: DETAIL, near: { ...NAMED, sector: 'name' }, far: NAMED },
  secretariat: {
    own: { ...DETAIL, own: 'absent' },
    near: { ...DETAIL, own: 'absent' },
    far: NAMED,
  },
  council: { own: NAMED, near: NAMED, far: NAMED },
  observer: { own: ABSENT, near: ABSENT, far: ABSENT },
  operator: { own: DETAIL, near: DETAIL, far: DETAIL },
};

/** The same where the member lets its secretariat see the judgement alone. */
const JUDGED: Row = { own: 'absent', counted: 'name', sector: 'name', named: 'name' };

/** A site as a line of the table has it. */
export interface ReadSite {
  readonly place: Place;
  readonly consent: Consent;
  readonly secretariatSees: Target['secretariatSees'];
}

export function mayShow(who: Who, { place, consent, secretariatSees }: ReadSite): Shown {
  const isJudged = who === 'secretariat' && secretariatSees === 'judgement' && place !== 'far';
  return (isJudged ? JUDGED : TABLE[who][place])[consent];
}
