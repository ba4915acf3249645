import { DEFAULTS } from './defaults.ts';
import { inherited, type Lineage } from './inherited.ts';
import type { TargetOutline } from './outline.ts';
import type { Problem } from './problem.ts';

/** What the body of an answer unfolds to at most, bytes. */
const MOST_DECODED_BYTES = 8 * 1024 * 1024;

/** Rules between the values of what a target expects of an answer. */
export function checkExpectations(lineage: Lineage): readonly Problem[] {
  const { target } = lineage;
  return [...headersSayOneThing(target), ...sizeHasEnds(target), ...sizeIsReached(lineage)];
}

function headersSayOneThing({ source, path, values }: TargetOutline): readonly Problem[] {
  return (values.expect?.header ?? []).flatMap(({ equals, contains }, index) => {
    if (equals === undefined || contains === undefined) return [];
    return [
      source.problem([...path, 'expect', 'header', index, 'contains'], {
        code: 'header_both',
        atKey: true,
        found: 'equals + contains',
        expected: { ja: 'equals か contains の一方だけ', en: 'either equals or contains' },
      }),
    ];
  });
}

function sizeHasEnds({ source, path, values }: TargetOutline): readonly Problem[] {
  const size = values.expect?.size;
  if (size === undefined) return [];
  const { min, max } = size;
  const place = [...path, 'expect', 'size'];
  if (min === undefined && max === undefined) {
    return [
      source.problem(place, {
        code: 'missing_key',
        found: null,
        expected: { ja: 'min か max（両方でも）', en: 'min or max, or both' },
      }),
    ];
  }
  if (min === undefined || max === undefined || min <= max) return [];
  return [
    source.problem([...place, 'max'], {
      code: 'size_reversed',
      found: `min ${min}, max ${max}`,
      expected: { ja: 'min 以上の max', en: 'max not below min' },
    }),
  ];
}

/** A size beyond what is read of a body can be neither met nor missed. */
function sizeIsReached(lineage: Lineage): readonly Problem[] {
  const { source, path, values } = lineage.target;
  const size = values.expect?.size;
  if (size === undefined) return [];
  const limit =
    inherited(lineage, { pick: ({ bodyLimit }) => bodyLimit, path: ['bodyLimit'] })?.value ??
    DEFAULTS.bodyLimitBytes;
  const most = size.of === 'encoded' ? limit : MOST_DECODED_BYTES;
  return (['min', 'max'] as const).flatMap((key) => {
    if ((size[key] ?? 0) <= most) return [];
    return [
      source.problem([...path, 'expect', 'size', key], {
        code: 'size_unreachable',
        found: String(size[key]),
        expected:
          size.of === 'encoded'
            ? { ja: `bodyLimit（${most}）以下の大きさ`, en: `a size up to bodyLimit (${most})` }
            : { ja: `${most} 以下の大きさ`, en: `a size up to ${most}` },
      }),
    ];
  });
}
