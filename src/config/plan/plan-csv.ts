import { BYTE_ORDER_MARK, csvLine } from '../../core/csv-cell.ts';
import type { FieldChange, PartChange, Plan, PlannedTarget } from '../plan.ts';
import type { PartValue } from './council-parts.ts';

const HEAD = ['change', 'kind', 'sector', 'id', 'field', 'before', 'after'] as const;

type Row = readonly [
  change: string,
  kind: string,
  sector: string | null,
  id: string,
  field: string | null,
  before: PartValue,
  after: PartValue,
];

/**
 * A plan for a spreadsheet, a line each change: UTF-8 with BOM, CRLF. Cells that a spreadsheet would
 * take for a formula begin with an apostrophe.
 */
export function planCsv(plan: Plan): string {
  const rows: readonly Row[] = [
    ...plan.removed.map((target) => rowOf('removed', target)),
    ...plan.renamed.map(
      ({ before, after }): Row => [
        'renamed',
        'target',
        after.sector,
        after.id,
        'id',
        before.id,
        after.id,
      ],
    ),
    ...[...plan.around, ...plan.changed].flatMap(rowsOfChange),
    ...plan.added.map((target) => rowOf('added', target)),
    ...[
      ...plan.refused.map((each) => ({ change: 'refused', ...each })),
      ...plan.wider.map((each) => ({ change: 'kept', ...each })),
    ].map(
      ({ change, field, id, sector, asked, kept }): Row => [
        change,
        field === 'contacts' ? 'member' : 'target',
        sector,
        id,
        field,
        kept,
        asked,
      ],
    ),
  ];
  return BYTE_ORDER_MARK + [HEAD, ...rows].map((cells) => csvLine(cells)).join('');
}

function rowOf(change: 'added' | 'removed', { sector, id, url }: PlannedTarget): Row {
  const [before, after] = change === 'added' ? [null, url] : [url, null];
  return [change, 'target', sector, id, 'url', before, after];
}

function rowsOfChange({ change, kind, sector, id, fields }: PartChange): readonly Row[] {
  if (change !== 'changed') return [[change, kind, sector, id, null, null, null]];
  return fields.map(
    ({ field, before, after }: FieldChange): Row => [
      change,
      kind,
      sector,
      id,
      field,
      before,
      after,
    ],
  );
}
