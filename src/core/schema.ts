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
  field('min_ms', 'float', 'ms', 'smallest total of the valid successes'),
  field('max_ms', 'float', 'ms', 'largest total of the valid successes'),
  field('sum_ms', 'float', 'ms', 'sum of the totals of the valid successes'),
] as const satisfies readonly StoredField[];

/** The embedded store's name of a column: a duration `x_ms` is held as whole microseconds `x_us`. */
export function storedName(column: StoredField): string {
  return column.unit === 'ms' ? column.name.replace(/_ms$/, '_us') : column.name;
}
