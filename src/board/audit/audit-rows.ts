import { BYTE_ORDER_MARK, csvLine } from '../../core/csv-cell.ts';
import type { AuditLine } from '../../core/words/audit.ts';
import type { Marking } from '../../core/words/marking.ts';
import { contentTypeOf, type TableFormat } from '../export/table.ts';
import type { RowsFile } from '../rows-file.ts';

/** Columns in their order: by `seq`, `previous_hash` and `hash` the chain is followed elsewhere. */
const VALUE_OF = {
  seq: ({ seq }: AuditLine) => seq,
  at: ({ at }: AuditLine) => at,
  actor: ({ actor }: AuditLine) => actor,
  action: ({ action }: AuditLine) => action,
  subject: ({ subject }: AuditLine) => subject,
  detail: ({ detail }: AuditLine) => detail,
  previous_hash: ({ previousHash }: AuditLine) => previousHash,
  hash: ({ hash }: AuditLine) => hash,
} as const;

const COLUMNS = Object.entries(VALUE_OF);

/** The audit as a file: a row a line, `at` in epoch ms, null as JSON null or an empty cell. */
export function auditFile(
  format: TableFormat,
  { practice, isHead }: { readonly practice: boolean; readonly isHead: boolean },
): RowsFile<readonly AuditLine[]> {
  const names = [...Object.keys(VALUE_OF), 'practice', 'marking', 'at_iso'];
  const rowOf = format === 'csv' ? csvRowOf : jsonRowOf;
  return {
    name: `${practice ? 'PRACTICE-' : ''}yamabiko-audit.${format}`,
    contentType: contentTypeOf(format),
    head: format === 'csv' ? BYTE_ORDER_MARK + csvLine(names) : '',
    rowsOf: (lines, marking) => lines.map((line) => rowOf(line, { practice, marking })).join(''),
    isHead,
  };
}

interface RowMarks {
  readonly practice: boolean;
  readonly marking: Marking;
}

function jsonRowOf(line: AuditLine, marks: RowMarks): string {
  const cells = COLUMNS.map(([name, read]) => [name, read(line)]);
  return `${JSON.stringify({ ...Object.fromEntries(cells), ...marks })}\n`;
}

function csvRowOf(line: AuditLine, { practice, marking }: RowMarks): string {
  const cells = COLUMNS.map(([, read]) => read(line));
  const at = new Date(line.at).toISOString();
  return csvLine([...cells, practice, marking, at]);
}
