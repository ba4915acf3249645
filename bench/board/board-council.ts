import type { Config, Consent, Member } from '../../src/core/config.ts';
import { benchConfig } from '../council/bench-config.ts';

/** The largest CEPTOAR there is has so many members. */
export const LARGEST_MEMBERS = 1788;
const SECTORS = 18;
const FIELDS = 13;
/** In ten members: one named, two in their sector, one to nobody, the others in counts. */
const CONSENTS: readonly Consent[] = [
  ...(['named', 'sector', 'counted', 'own', 'counted'] as const),
  ...(['counted', 'sector', 'counted', 'counted', 'counted'] as const),
];

/** A council in sectors of unequal size, `sector-0` the largest, whose members differ in consent. */
export function boardConfig(targets: number): Config {
  const config = benchConfig({ targets, sectors: 1, schedule: '* * * * *', place: null });
  const members = config.sectors[0]?.members.map(consenting) ?? [];
  const [first] = config.sectors;
  if (first === undefined) throw new Error('a council without a sector');
  const largest = Math.min(LARGEST_MEMBERS, Math.floor(targets / 2));
  const rest = Math.ceil((targets - largest) / (SECTORS - 1));
  const fields = Array.from({ length: FIELDS }, (_, index) => ({
    id: `field-${index}`,
    name: { ja: `分野${index}`, en: `Field ${index}` },
  }));
  const sectors = Array.from({ length: SECTORS }, (_, index) => {
    const from = index === 0 ? 0 : largest + (index - 1) * rest;
    return {
      ...first,
      id: `sector-${index}`,
      field: `field-${index % FIELDS}`,
      name: { ja: `セプター${index}`, en: `Sector ${index}` },
      members: members.slice(from, index === 0 ? largest : from + rest),
    };
  });
  return { ...config, fields, sectors };
}

function consenting(member: Member, index: number): Member {
  const consent = CONSENTS[index % CONSENTS.length] ?? 'counted';
  return { ...member, targets: member.targets.map((target) => ({ ...target, consent })) };
}
