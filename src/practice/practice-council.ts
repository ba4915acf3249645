import type { Config, Member, Sector, Target } from '../core/config.ts';
import type { PracticeProfile } from '../core/words/practice-profile.ts';
import { memberNameOf } from './member-name.ts';
import { profileOf } from './profile-of.ts';
import { PRACTICE_FIELDS, PRACTICE_SECTORS, type PracticeSector } from './sectors.ts';
import { placeOf } from './site-place.ts';

export const PRACTICE_SIZES = ['small', 'full'] as const;
export type PracticeSize = (typeof PRACTICE_SIZES)[number];

/** Vantage of everything that was measured on practice sites, and so written into every sample. */
export const PRACTICE_VANTAGE = 'practice';

/** Members of the small council: the first ones of these sectors of the full one. */
const SMALL: Readonly<Record<string, number>> = {
  banking: 30,
  securities: 20,
  gas: 10,
  'local-government': 42,
  water: 8,
  medical: 10,
};

/**
 * The practice council: 120 targets in six sectors, or 4,303 in eighteen. `base` gives everything but
 * fields, sectors and vantage; its own sectors are left out.
 */
export function practiceCouncil(base: Config, size: PracticeSize): Config {
  const sectors = PRACTICE_SECTORS.flatMap((sector) => {
    const members = size === 'full' ? sector.members : (SMALL[sector.id] ?? 0);
    return members === 0 ? [] : [sectorOf(sector, members)];
  });
  const used = new Set(sectors.map(({ field }) => field));
  return {
    ...base,
    vantage: PRACTICE_VANTAGE,
    fields: PRACTICE_FIELDS.filter(({ id }) => used.has(id)),
    maintenance: [],
    sectors,
    practice: true,
  };
}

function sectorOf(sector: PracticeSector, members: number): Sector {
  return {
    id: sector.id,
    field: sector.field,
    name: sector.name,
    secretariat: null,
    validFrom: null,
    validTo: null,
    alertsBy: 'service',
    allowPrivate: false,
    members: Array.from({ length: members }, (_, index) => memberOf(sector, index)),
  };
}

function memberOf(sector: PracticeSector, index: number): Member {
  const id = `practice-${sector.id}-${String(index + 1).padStart(4, '0')}`;
  return {
    id,
    code: null,
    name: memberNameOf(sector, index),
    contacts: [],
    targets: [targetOf(id, profileOf(sector.id, index))],
  };
}

/** On the page of every practice site that is well, and not on that of `wrong-page`. */
export const EXPECTED_TEXT = 'お知らせ / News';

function targetOf(member: string, profile: PracticeProfile): Target {
  const id = `${member}-www`;
  return {
    id,
    url: null,
    practice: profile,
    enrolment: null,
    consent: 'counted',
    family: 4,
    schedule: '* * * * *',
    timeoutMs: 10_000,
    expect: { status: null, text: profile === 'wrong-page' ? EXPECTED_TEXT : null },
    bodyLimitBytes: 262_144,
    facts: { operator: placeOf({ id, member }).provider?.name.ja ?? null },
    thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
    secretariatSees: 'detail',
  };
}
