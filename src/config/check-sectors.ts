import { checkFileName } from './check-ids.ts';
import type { fieldSchema } from './council-schema.ts';
import type { Outline, Part, SectorOutline } from './outline.ts';
import type { Problem } from './problem.ts';
import { listed } from './shape-problems.ts';

/** Rules of sectors: name of the file, known field, something to measure. */
export function checkSectors({ council, sectors }: Outline): readonly Problem[] {
  const fields = council?.fields ?? [];
  return sectors.flatMap((sector) => [
    ...checkFileName(sector),
    ...(council === null ? [] : fieldIsKnown(sector, fields)),
    ...hasTargets(sector),
  ]);
}

function fieldIsKnown(
  { head }: SectorOutline,
  fields: readonly Part<typeof fieldSchema>[],
): readonly Problem[] {
  const { field } = head.values;
  const known = [...new Set(fields.flatMap(({ values }) => values.id ?? []))];
  if (field === undefined || known.length === 0 || known.includes(field)) return [];
  const { ja, en } = listed(known, field);
  return [
    head.source.problem([...head.path, 'field'], {
      code: 'unknown_field',
      expected: {
        ja: `yamabiko.yaml の fields にある分野: ${ja}`,
        en: `a field of yamabiko.yaml: ${en}`,
      },
    }),
  ];
}

function hasTargets({ source, members, isWhole }: SectorOutline): readonly Problem[] {
  if (!isWhole || members.some(({ targets }) => targets.length > 0)) return [];
  return [
    source.problem(['members'], {
      code: 'sector_empty',
      expected: { ja: 'このセプターには計測対象がありません', en: 'this sector has no sites yet' },
    }),
  ];
}
