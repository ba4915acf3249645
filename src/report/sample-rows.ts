import { BYTE_ORDER_MARK, type CsvCell, csvLine } from '../core/csv-cell.ts';
import { MARKING_COLUMN, SAMPLE_COLUMNS, type SampleColumn } from '../core/schema.ts';
import type { Marking } from '../core/words/marking.ts';
import type { Sample } from '../core/words/sample.ts';

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const VALUE_OF: Readonly<Record<SampleColumn, (sample: Sample) => CsvCell>> = {
  scheduled_at: (sample) => sample.scheduledAt,
  started_at: (sample) => sample.startedAt,
  target: (sample) => sample.target,
  member: (sample) => sample.member,
  sector: (sample) => sample.sector,
  vantage: (sample) => sample.vantage,
  family: (sample) => sample.family,
  attempt: (sample) => sample.attempt,
  outcome: (sample) => sample.outcome,
  reason: (sample) => sample.reason,
  blame: (sample) => sample.blame,
  failed_phase: (sample) => sample.failedPhase,
  status_code: (sample) => sample.statusCode,
  protocol: (sample) => sample.protocol,
  peer_address: (sample) => sample.peerAddress,
  total_ms: (sample) => sample.totalMs,
  ttfb_ms: (sample) => sample.ttfbMs,
  dns_ms: (sample) => sample.phases.dns,
  connect_ms: (sample) => sample.phases.connect,
  tls_ms: (sample) => sample.phases.tls,
  send_ms: (sample) => sample.phases.send,
  wait_ms: (sample) => sample.phases.wait,
  transfer_ms: (sample) => sample.phases.transfer,
  other_ms: (sample) => sample.phases.other,
  queue_ms: (sample) => sample.queueMs,
  loop_delay_ms: (sample) => sample.loopDelayMs,
  validity: (sample) => sample.validity,
  suspect_cause: (sample) => sample.suspectCause,
  hops: (sample) => sample.hops,
  encoded_body_bytes: (sample) => sample.encodedBodyBytes,
  decoded_body_bytes: (sample) => sample.decodedBodyBytes,
};

const NAMES = SAMPLE_COLUMNS.map(({ name }) => name);

/** What a file in this format begins with. */
export function headOf(format: ExportFormat): string {
  if (format === 'ndjson') return '';
  const names = [...NAMES, MARKING_COLUMN.name, 'scheduled_at_iso', 'started_at_iso'];
  return BYTE_ORDER_MARK + csvLine(names);
}

/** One line a sample, in the export's fixed columns; null is JSON null or an empty cell. */
export function rowsOf(format: ExportFormat, samples: readonly Sample[], marking: Marking): string {
  const rowOf = format === 'csv' ? csvRowOf : jsonRowOf;
  return samples.map((sample) => rowOf(sample, marking)).join('');
}

function jsonRowOf(sample: Sample, marking: Marking): string {
  const row: Record<string, CsvCell> = {};
  for (const name of NAMES) row[name] = VALUE_OF[name](sample);
  row[MARKING_COLUMN.name] = marking;
  return `${JSON.stringify(row)}\n`;
}

function csvRowOf(sample: Sample, marking: Marking): string {
  const cells = NAMES.map((name) => VALUE_OF[name](sample));
  cells.push(marking, isoOf(sample.scheduledAt), isoOf(sample.startedAt));
  return csvLine(cells);
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
