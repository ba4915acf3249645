import type { Period } from './words/rollup.ts';

/**
 * Uids of the data sources that dashboards and alert rules ask. They are unique within an organisation
 * of Grafana only: `shared` stands in each of them, with the token of whom it belongs to.
 */
export const DATA_SOURCE_UIDS = {
  operators: 'yamabiko',
  rollups: { '5m': 'yamabiko-5m', '1h': 'yamabiko-1h' } satisfies Record<Period, string>,
  shared: 'shared',
} as const;

/** Grafana refuses longer uids. */
const LONGEST_UID = 40;

/** Uid of a sector's data source, at most 40 characters; a long id is cut and given a hash. */
export function sectorDataSourceUid(sector: string): string {
  const uid = `sector-${sector}`;
  return uid.length <= LONGEST_UID ? uid : `${uid.slice(0, LONGEST_UID - 9)}-${hashOf(sector)}`;
}

/** The organisation that every Grafana has from its first start on. */
export const OPERATORS_ORGANISATION = 1;

/**
 * Name of a sector's organisation in Grafana. By it the organisation is found again, so it does not
 * change with the sector's name.
 */
export function organisationName(sector: string, practice: boolean): string {
  return `Yamabiko ${practice ? 'practice ' : ''}${sector}`;
}

/**
 * Ids of the sectors' organisations: those known keep theirs, the others get the next free ones from 2
 * on in the order of their ids, as a fresh Grafana gives them.
 */
export function organisationIds(
  sectors: readonly string[],
  known: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, number> {
  let next = Math.max(OPERATORS_ORGANISATION, ...known.values()) + 1;
  return new Map([...sectors].sort().map((sector) => [sector, known.get(sector) ?? next++]));
}

/** FNV-1a of the text's UTF-16 units, 32 bit, eight hexadecimal digits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
