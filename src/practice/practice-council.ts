import type { Config, Member, Secretariat, Sector, Target } from '../core/config.ts';
import { localDateOf } from '../core/time/local-date.ts';
import type { Marking } from '../core/words/marking.ts';
import type { PracticeProfile } from '../core/words/practice-profile.ts';
import { PLAIN_CONTACT } from '../core/words/recipient.ts';
import { hasBothFamilies, memberChoicesOf } from './member-choices.ts';
import { memberNameOf } from './member-name.ts';
import { ownWindows } from './own-windows.ts';
import { plannedWork } from './planned-work.ts';
import { profileOf } from './profile-of.ts';
import { PRACTICE_REFERENCES } from './reference-sites.ts';
import { PRACTICE_FIELDS, PRACTICE_SECTORS, type PracticeSector } from './sectors.ts';
import { seededRandom } from './seeded-random.ts';
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

export interface PracticeSetting {
  /** Epoch ms: planned work lies around its day. */
  readonly now: number;
  /** Sites of both families are made only where ::1 answers, or their failures would be the machine's. */
  readonly hasIpv6: boolean;
}

/**
 * The practice council: 120 targets in six sectors, or 4,303 in eighteen. `base` gives everything but
 * fields, sectors and vantage; its own sectors are left out, and of its planned work what names nobody
 * here ({@link ownWindows} tells).
 */
export function practiceCouncil(
  base: Config,
  size: PracticeSize,
  { now, hasIpv6 }: PracticeSetting,
): Config {
  const sectors = PRACTICE_SECTORS.flatMap((sector) => {
    const members = size === 'full' ? sector.members : (SMALL[sector.id] ?? 0);
    return members === 0 ? [] : [sectorOf(sector, members, hasIpv6)];
  });
  const used = new Set(sectors.map(({ field }) => field));
  const own = ownWindows(base.maintenance, sectors).windows;
  const taken = new Set(own.map(({ id }) => id));
  const planned = plannedWork(sectors, localDateOf(now, base.council.timezone));
  return {
    ...base,
    vantage: PRACTICE_VANTAGE,
    fields: PRACTICE_FIELDS.filter(({ id }) => used.has(id)),
    maintenance: [...own, ...planned.filter(({ id }) => !taken.has(id))],
    // Those with a URL are real: the practice council probes nothing beyond this machine.
    reference: [
      ...base.reference.filter(({ practice }) => practice !== null),
      ...PRACTICE_REFERENCES,
    ],
    sectors,
    practice: true,
  };
}

function sectorOf(sector: PracticeSector, members: number, hasIpv6: boolean): Sector {
  return {
    id: sector.id,
    field: sector.field,
    name: sector.name,
    secretariat: secretariatOf(sector),
    validFrom: null,
    validTo: null,
    alertsBy: 'service',
    allowPrivate: false,
    members: Array.from({ length: members }, (_, index) => memberOf(sector, index, hasIpv6)),
  };
}

function secretariatOf({ id, name }: PracticeSector): Secretariat {
  const to = `office@${id}-ceptoar.example`;
  return {
    name: { ja: `${name.ja} 事務局`, en: `${name.en} secretariat` },
    contacts: [
      {
        ...PLAIN_CONTACT,
        kind: 'mail',
        to,
        role: '事務局 / Secretariat',
        verifiedOn: '2026-04-01',
        ceiling: ceilingOf(id),
      },
    ],
  };
}

/** Some secretariats agreed that mail may name their members, some even that it holds details. */
function ceilingOf(sector: string): Marking {
  const chance = seededRandom(`ceiling of ${sector}`).uniform();
  return chance < 0.3 ? 'TLP:GREEN' : chance < 0.7 ? 'TLP:AMBER' : 'TLP:AMBER+STRICT';
}

function memberOf(sector: PracticeSector, index: number, hasIpv6: boolean): Member {
  const id = `practice-${sector.id}-${String(index + 1).padStart(4, '0')}`;
  const { zone } = placeOf({ id: `${id}-www`, member: id });
  const { contacts, ...choices } = memberChoicesOf({ sector: sector.id, index, zone });
  const target = targetOf(id, profileOf(sector.id, index), hasIpv6);
  return {
    id,
    code: null,
    name: memberNameOf(sector, index),
    contacts,
    targets: [{ ...target, ...choices }],
  };
}

/** On the page of every practice site that is well, and not on that of `wrong-page`. */
export const EXPECTED_TEXT = 'お知らせ / News';

type Chosen = 'consent' | 'secretariatSees';

function targetOf(
  member: string,
  profile: PracticeProfile,
  hasIpv6: boolean,
): Omit<Target, Chosen> {
  const id = `${member}-www`;
  return {
    id,
    url: null,
    practice: profile,
    enrolment: null,
    family: hasIpv6 && hasBothFamilies(id, profile) ? 'both' : 4,
    schedule: '* * * * *',
    timeoutMs: 10_000,
    expect: { status: null, text: profile === 'wrong-page' ? EXPECTED_TEXT : null },
    bodyLimitBytes: 262_144,
    facts: { operator: placeOf({ id, member }).provider?.name.ja ?? null },
    thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
  };
}
