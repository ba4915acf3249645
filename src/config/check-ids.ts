import type { Outline, SectorOutline } from './outline.ts';
import type { Problem } from './problem.ts';
import type { Path, SourceFile } from './source-file.ts';

/** An id and where it stands. */
export interface IdPlace {
  readonly source: SourceFile;
  readonly path: Path;
  readonly id: string | undefined;
}

/**
 * Ids that stand twice: fields, sectors, members and targets each have one space in the council;
 * reference sites are targets.
 */
export function checkIds({ council, sectors }: Outline): readonly Problem[] {
  const members = sectors.flatMap((sector) => sector.members);
  const own = council?.reference ?? [];
  const targets = [...own, ...members.flatMap((member) => member.targets)];
  return [council?.fields ?? [], sectors.map(({ head }) => head), members, targets].flatMap(
    (parts) =>
      duplicateIds(
        parts.map(({ source, path, values }) => ({ source, path: [...path, 'id'], id: values.id })),
      ),
  );
}

/** Those that stand a second time. */
export function duplicateIds(places: readonly IdPlace[]): readonly Problem[] {
  const first = new Map<string, IdPlace>();
  return places.flatMap((place) => {
    if (place.id === undefined) return [];
    const earlier = first.get(place.id);
    if (earlier === undefined) {
      first.set(place.id, place);
      return [];
    }
    return [duplicate(place, earlier)];
  });
}

function duplicate({ source, path }: IdPlace, earlier: IdPlace): Problem {
  const { file, line } = earlier.source.place(earlier.path);
  return source.problem(path, {
    code: 'duplicate_id',
    expected: {
      ja: `協議会の中で重複しない id（先に ${file}:${line} にあります）`,
      en: `an id that nothing else of the council has (it stands first at ${file}:${line})`,
    },
  });
}

/** A sector's file bears its id. */
export function checkFileName({ source, head }: SectorOutline): readonly Problem[] {
  const { id } = head.values;
  const name = source.file.replace(/^.*\//, '').replace(/\.yaml$/, '');
  if (id === undefined || id === name) return [];
  return [
    source.problem([...head.path, 'id'], {
      code: 'sector_file_name',
      expected: {
        ja: `ファイル名と同じ id「${name}」（またはファイル名を ${id}.yaml に）`,
        en: `the id "${name}" as in the file's name (or the file named ${id}.yaml)`,
      },
    }),
  ];
}
