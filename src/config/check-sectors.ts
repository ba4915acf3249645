import { checkFileName } from './check-ids.ts';
import type { fieldSchema } from './council-schema.ts';
import { EXPECTATIONS } from './expectation.ts';
import { isHttpUrl } from './leaf-schemas.ts';
import type { Outline, Part, SectorOutline } from './outline.ts';
import type { Problem } from './problem.ts';
import type { contactSchema } from './sector-schema.ts';
import { listed } from './shape-problems.ts';

/** Rules of sectors: name of the file, known field, contacts, something to measure. */
export function checkSectors({ council, sectors }: Outline): readonly Problem[] {
  const fields = council?.fields ?? [];
  return sectors.flatMap((sector) => [
    ...checkFileName(sector),
    ...(council === null ? [] : fieldIsKnown(sector, fields)),
    ...[...sector.secretariat, ...sector.members.flatMap(({ contacts }) => contacts)].flatMap(
      contactFitsItsKind,
    ),
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

const CONTACT_FORMS = {
  mail: {
    fits: (to: string) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(to),
    ja: 'メールアドレス',
    en: 'a mail address',
  },
  webhook: { fits: isHttpUrl, ja: EXPECTATIONS.url.text.ja, en: EXPECTATIONS.url.text.en },
  telephone: {
    fits: (to: string) => /^\+?[\d()\-\s]{5,}$/.test(to),
    ja: '電話番号（数字・ハイフン・括弧、先頭の +）',
    en: 'a telephone number (digits, hyphens, brackets, a leading +)',
  },
} as const;

function contactFitsItsKind({
  source,
  path,
  values,
}: Part<typeof contactSchema>): readonly Problem[] {
  const { kind, to } = values;
  if (kind === undefined || to === undefined) return [];
  const { fits, ja, en } = CONTACT_FORMS[kind];
  if (fits(to)) return [];
  return [
    source.problem([...path, 'to'], {
      code: 'bad_contact',
      // The path of a webhook is its password.
      ...(kind === 'webhook' ? { found: to.replace(/^([a-z]+:\/\/)?.*$/i, '$1…') } : {}),
      expected: { ja, en },
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
