/**
 * Every stored name, once: columns of the embedded store and of exports, and the measurements, tags
 * and fields of InfluxDB, each with unit and meaning. A name never changes its type.
 */
export interface StoredField {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'float' | 'boolean';
  readonly unit: 'ms' | 'bytes' | 'epoch_ms' | 'count' | 'none';
  readonly meaning: string;
}

function field<const Name extends string>(
  name: Name,
  type: StoredField['type'],
  unit: StoredField['unit'],
  meaning: string,
): StoredField & { readonly name: Name } {
  return { name, type, unit, meaning };
}

/** Columns of an export, in their fixed order; the embedded store holds `*_ms` as integer `*_us`. */
export const SAMPLE_COLUMNS = [
  field('scheduled_at', 'integer', 'epoch_ms', 'the slot'),
  field('started_at', 'integer', 'epoch_ms', 'start of the probe'),
  field('target', 'string', 'none', 'target id'),
  field('member', 'string', 'none', 'member id'),
  field('sector', 'string', 'none', 'sector id'),
  field('vantage', 'string', 'none', 'vantage id'),
  field('family', 'integer', 'none', 'IP family asked for, 4 or 6'),
  field('attempt', 'integer', 'none', '1 the slot, 2 its confirmation'),
  field('outcome', 'string', 'none', 'success, failure or missed'),
  field('reason', 'string', 'none', 'why not success'),
  field('blame', 'string', 'none', 'target, resolver or prober'),
  field('failed_phase', 'string', 'none', 'phase in progress at the failure'),
  field('status_code', 'integer', 'none', 'HTTP status of the last hop'),
  field('protocol', 'string', 'none', 'http/1.1 or h2'),
  field('peer_address', 'string', 'none', 'address connected to in the last hop'),
  field('total_ms', 'float', 'ms', 'probe start to last byte read'),
  field('ttfb_ms', 'float', 'ms', 'probe start to the final headers of the last hop'),
  field('dns_ms', 'float', 'ms', 'name lookup'),
  field('connect_ms', 'float', 'ms', 'TCP connect'),
  field('tls_ms', 'float', 'ms', 'TLS handshake'),
  field('send_ms', 'float', 'ms', 'writing the request'),
  field('wait_ms', 'float', 'ms', 'request written to first byte of the final response'),
  field('transfer_ms', 'float', 'ms', 'first to last byte of the response'),
  field('other_ms', 'float', 'ms', 'what no phase owns'),
  field('queue_ms', 'float', 'ms', 'wait for a limit before the start, outside total_ms'),
  field('loop_delay_ms', 'float', 'ms', 'largest lateness of the worker during the probe'),
  field('validity', 'string', 'none', 'valid or suspect'),
  field('suspect_cause', 'string', 'none', 'why suspect'),
  field('hops', 'integer', 'count', 'requests made, redirects included'),
  field('encoded_body_bytes', 'integer', 'bytes', 'body as received'),
  field('decoded_body_bytes', 'integer', 'bytes', 'body after decoding'),
] as const satisfies readonly StoredField[];

export type SampleColumn = (typeof SAMPLE_COLUMNS)[number]['name'];

/** Ends every exported row. */
export const MARKING_COLUMN = field('marking', 'string', 'none', 'TLP marking of the row');

/** Columns that only the embedded store holds. */
export const STORED_ONLY_COLUMNS = [
  field('tls_version', 'string', 'none', 'as OpenSSL names it'),
  field('redirected_to', 'string', 'none', 'URL of the last hop after a redirect'),
  field('body_truncated', 'integer', 'none', '1 where reading stopped at the limit'),
  field('certificate_not_after', 'integer', 'epoch_ms', 'end of the leaf certificate'),
  field('certificate_fingerprint', 'string', 'none', 'SHA-256 of the leaf, hex'),
  field('certificate_error', 'string', 'none', 'verification error code'),
] as const satisfies readonly StoredField[];

/** Columns of a roll-up in the embedded store. */
export const ROLLUP_COLUMNS = [
  field('target', 'string', 'none', 'target id'),
  field('vantage', 'string', 'none', 'vantage id'),
  field('family', 'integer', 'none', 'IP family asked for'),
  field('at', 'integer', 'epoch_ms', 'start of the period'),
  field('count', 'integer', 'count', 'samples, missed ones included'),
  field('failures', 'integer', 'count', 'failed samples'),
  field('missed', 'integer', 'count', 'slots not used'),
  field('suspect', 'integer', 'count', 'samples not to be trusted'),
  field(
    'suspect_failures',
    'integer',
    'count',
    'failed samples not to be trusted; null in old ones',
  ),
  field('min_ms', 'float', 'ms', 'smallest total of the valid successes'),
  field('max_ms', 'float', 'ms', 'largest total of the valid successes'),
  field('sum_ms', 'float', 'ms', 'sum of the totals of the valid successes'),
] as const satisfies readonly StoredField[];

/** A measurement of InfluxDB; what is no tag is a field, and the time is epoch ms. */
export interface Measurement {
  readonly name: string;
  /** What the timestamp is. */
  readonly time: string;
  readonly tags: readonly StoredField[];
  readonly fields: readonly StoredField[];
}

const TARGET_TAG = field('target', 'string', 'none', 'target id');
const MEMBER_TAG = field('member', 'string', 'none', 'member id');
const SECTOR_TAG = field('sector', 'string', 'none', 'sector id');
const VANTAGE_TAG = field('vantage', 'string', 'none', 'vantage id');
const FAMILY_TAG = field('family', 'string', 'none', 'IP family asked for, 4 or 6');
const SUPPRESSED = field('suppressed', 'boolean', 'none', 'no alert: planned work or practice');

/** Keys of a sample: tags, or the timestamp. */
const KEY_COLUMNS: ReadonlySet<string> = new Set([
  'scheduled_at',
  'target',
  'member',
  'sector',
  'vantage',
  'family',
  'attempt',
]);

/** One point a sample. */
export const PROBE = {
  name: 'probe',
  time: 'the slot',
  tags: [
    TARGET_TAG,
    MEMBER_TAG,
    SECTOR_TAG,
    VANTAGE_TAG,
    FAMILY_TAG,
    field('attempt', 'string', 'none', '1 the slot, 2 its confirmation'),
  ],
  fields: [
    ...SAMPLE_COLUMNS.filter(({ name }) => !KEY_COLUMNS.has(name)),
    ...STORED_ONLY_COLUMNS,
    SUPPRESSED,
  ],
} as const satisfies Measurement;

/** Roll-ups, with their sketch; buckets of their own, since they are kept longer than samples. */
export const ROLLUP = {
  name: 'rollup',
  time: 'start of the period',
  tags: [TARGET_TAG, VANTAGE_TAG, FAMILY_TAG],
  fields: [
    ...ROLLUP_COLUMNS.slice(4),
    field('sketch', 'string', 'none', 'log-bucket sketch of total_ms, base64'),
  ],
} as const satisfies Measurement;

/** Stoppages of a vantage. */
export const GAP = {
  name: 'gap',
  time: 'start of the stoppage',
  tags: [VANTAGE_TAG],
  fields: [
    field('to', 'integer', 'epoch_ms', 'end of the stoppage'),
    field('slots', 'integer', 'count', 'slots that were due and have no sample'),
  ],
} as const satisfies Measurement;

/** A sector as released to all: no target, member or fact in it. */
export const SECTOR_MINUTE = {
  name: 'sector_minute',
  time: 'the full minute of the release',
  tags: [SECTOR_TAG, field('field', 'string', 'none', 'field id')],
  fields: [
    field('band', 'string', 'none', 'affected members: none, some, some_1, some_5 … or half'),
    field('ratio', 'float', 'none', 'median of response time over normal, to 0.1'),
    SUPPRESSED,
  ],
} as const satisfies Measurement;

/** What is said of a target. */
export const JUDGEMENT = {
  name: 'judgement',
  time: 'the slot judged',
  tags: [TARGET_TAG, MEMBER_TAG, SECTOR_TAG],
  fields: [
    field('judgement', 'string', 'none', 'normal, slow, failing, flapping, blocked, …'),
    field('ratio', 'float', 'none', 'response time over normal'),
    field('since', 'integer', 'epoch_ms', 'since when it is so'),
    SUPPRESSED,
  ],
} as const satisfies Measurement;

/** Stretches of not-normal, of a target or a pattern. */
export const INCIDENT = {
  name: 'incident',
  time: 'start of the incident',
  tags: [
    field('sector', 'string', 'none', 'sector id; absent where it reaches over several'),
    field('target', 'string', 'none', 'target id; absent where it is of a pattern'),
    field('pattern', 'string', 'none', 'single, shared-cause, sector-wide, …'),
  ],
  fields: [
    field('incident', 'string', 'none', 'incident id; in a bucket of a sector that of the board'),
    field('text_ja', 'string', 'none', 'one sentence, Japanese'),
    field('text_en', 'string', 'none', 'one sentence, English'),
    field('ended_at', 'integer', 'epoch_ms', 'end; absent while it lasts'),
    field('members', 'integer', 'count', 'members concerned'),
    SUPPRESSED,
  ],
} as const satisfies Measurement;

/** How the measuring itself does, once a minute. */
export const PROBER = {
  name: 'prober',
  time: 'the full minute',
  tags: [VANTAGE_TAG],
  fields: [
    field('due', 'integer', 'count', 'slots due since start'),
    field('done', 'integer', 'count', 'slots measured since start'),
    field('missed', 'integer', 'count', 'slots missed since start'),
    field('late_p99_ms', 'float', 'ms', 'start after the slot, 99th percentile of 5 min'),
    field(
      'loop_delay_p99_ms',
      'float',
      'ms',
      'loop delay of the workers, 99th percentile of 5 min',
    ),
    field('pending', 'integer', 'count', 'samples not stored yet'),
    field('dropped', 'integer', 'count', 'samples given up since start'),
    field('spool_waiting', 'integer', 'count', 'samples that the slowest bucket has not taken'),
    field('spool_age_ms', 'float', 'ms', 'age of the oldest of them'),
    field('resident_bytes', 'integer', 'bytes', 'memory of the process'),
  ],
} as const satisfies Measurement;

export const MEASUREMENTS = [
  PROBE,
  ROLLUP,
  GAP,
  SECTOR_MINUTE,
  JUDGEMENT,
  INCIDENT,
  PROBER,
] as const satisfies readonly Measurement[];

/** The embedded store's name of a column: a duration `x_ms` is held as whole microseconds `x_us`. */
export function storedName(column: StoredField): string {
  return column.unit === 'ms' ? column.name.replace(/_ms$/, '_us') : column.name;
}
