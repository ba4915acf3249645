import type { Text } from '../core/words/language.ts';
import { duplicateIds } from './check-ids.ts';
import type { WindowPlace } from './maintenance-places.ts';
import { nearestHint } from './nearest-hint.ts';
import type { Outline, SectorOutline } from './outline.ts';
import type { Problem } from './problem.ts';
import { valueAt } from './source-file.ts';

/** Rules of ids in planned work: its own stand once, and those it names are there. */
export function checkIdsOfWindows(
  outline: Outline,
  places: readonly WindowPlace[],
): readonly Problem[] {
  const ids = places.map(({ source, path, id }) => ({ source, path: [...path, 'id'], id }));
  const known = knownBy(outline);
  return [...duplicateIds(ids), ...places.flatMap((place) => namesAreKnown(known, place))];
}

const NAMED: Readonly<Record<'sectors' | 'members' | 'targets', Text>> = {
  sectors: { ja: 'セプター', en: 'a sector' },
  members: { ja: '構成員', en: 'a member' },
  targets: { ja: '計測対象', en: 'a site' },
};

const KEYS = ['sectors', 'members', 'targets'] as const;

type KnownIds = Readonly<Record<(typeof KEYS)[number], ReadonlySet<string>>>;

/** By what the window stands in; null = the council. Absent = not all of it could be read. */
type KnownBy = ReadonlyMap<SectorOutline | null, KnownIds>;

function knownBy({ isComplete, sectors }: Outline): KnownBy {
  const whole = sectors.filter(({ isWhole }) => isWhole);
  const known = new Map<SectorOutline | null, KnownIds>(
    whole.map((sector) => [sector, idsIn([sector])]),
  );
  if (isComplete && whole.length === sectors.length) known.set(null, idsIn(sectors));
  return known;
}

function namesAreKnown(knownIds: KnownBy, place: WindowPlace): readonly Problem[] {
  const { source, path, sector } = place;
  const known = knownIds.get(sector);
  if (known === undefined) return [];
  return KEYS.flatMap((key) => {
    const named = valueAt(source.data, [...path, key]);
    if (!Array.isArray(named)) return [];
    return named.flatMap((id: unknown, index) =>
      typeof id !== 'string' || known[key].has(id)
        ? []
        : source.problem([...path, key, index], {
            code: 'unknown_id',
            expected: expectedId(NAMED[key], nearestHint(id, [...known[key]]), sector !== null),
          }),
    );
  });
}

function idsIn(sectors: readonly SectorOutline[]): KnownIds {
  const members = sectors.flatMap((sector) => sector.members);
  const idsOf = (parts: readonly { readonly values: { readonly id?: string } }[]) =>
    new Set(parts.flatMap(({ values }) => values.id ?? []));
  return {
    sectors: idsOf(sectors.map(({ head }) => head)),
    members: idsOf(members),
    targets: idsOf(members.flatMap(({ targets }) => targets)),
  };
}

function expectedId(of: Text, hint: Text, isOfSector: boolean): Text {
  const place = isOfSector
    ? { ja: 'このファイルにある', en: 'of this file' }
    : { ja: '設定にある', en: 'of the configuration' };
  return {
    ja: `${place.ja}${of.ja}の id${hint.ja}`,
    en: `the id of ${of.en} ${place.en}${hint.en}`,
  };
}
