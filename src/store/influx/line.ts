import { Point } from '@influxdata/influxdb-client';
import { AppError } from '../../core/errors.ts';
import { MEASUREMENTS, type Measurement, PROBE, type StoredField } from '../../core/schema.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';

type ProbeField = (typeof PROBE.fields)[number]['name'];

/**
 * A sample as one line of the line protocol, timestamp in ms: durations as floats, counts and times as
 * integers; what is null is absent. Throws `internal` for a figure that InfluxDB cannot hold.
 */
export function lineOfSample(sample: Sample, suppressed: boolean): string {
  return lineOf(sample.target, () => {
    const point = new Point(PROBE.name)
      .tag('attempt', String(sample.attempt))
      .tag('family', String(sample.family))
      .tag('member', sample.member)
      .tag('sector', sample.sector)
      .tag('target', sample.target)
      .tag('vantage', sample.vantage)
      .timestamp(sample.scheduledAt);
    setFields(point, sample, suppressed);
    return point;
  });
}

/** In the order in which the client writes them: what comes sorted it sorts sooner. */
function setFields(point: Point, sample: Sample, suppressed: boolean): void {
  const { phases } = sample;
  text(point, 'blame', sample.blame);
  integer(point, 'body_truncated', sample.bodyTruncated ? 1 : 0);
  text(point, 'certificate_error', sample.certificateError);
  text(point, 'certificate_fingerprint', sample.certificateFingerprint);
  integer(point, 'certificate_not_after', sample.certificateNotAfter);
  float(point, 'connect_ms', phases.connect);
  integer(point, 'decoded_body_bytes', sample.decodedBodyBytes);
  float(point, 'dns_ms', phases.dns);
  integer(point, 'encoded_body_bytes', sample.encodedBodyBytes);
  text(point, 'failed_phase', sample.failedPhase);
  integer(point, 'hops', sample.hops);
  float(point, 'loop_delay_ms', sample.loopDelayMs);
  float(point, 'other_ms', phases.other);
  text(point, 'outcome', sample.outcome);
  text(point, 'peer_address', sample.peerAddress);
  text(point, 'protocol', sample.protocol);
  float(point, 'queue_ms', sample.queueMs);
  text(point, 'reason', sample.reason);
  text(point, 'redirected_to', sample.redirectedTo);
  float(point, 'send_ms', phases.send);
  integer(point, 'started_at', sample.startedAt);
  integer(point, 'status_code', sample.statusCode);
  point.booleanField('suppressed' satisfies ProbeField, suppressed);
  text(point, 'suspect_cause', sample.suspectCause);
  float(point, 'tls_ms', phases.tls);
  text(point, 'tls_version', sample.tlsVersion);
  float(point, 'total_ms', sample.totalMs);
  float(point, 'transfer_ms', phases.transfer);
  float(point, 'ttfb_ms', sample.ttfbMs);
  text(point, 'validity', sample.validity);
  float(point, 'wait_ms', phases.wait);
}

function text(point: Point, name: ProbeField, value: string | null): void {
  if (value !== null) point.stringField(name, value);
}

function integer(point: Point, name: ProbeField, value: number | null): void {
  if (value !== null) point.intField(name, value);
}

function float(point: Point, name: ProbeField, value: number | null): void {
  if (value !== null) point.floatField(name, value);
}

const KNOWN: ReadonlyMap<string, Measurement> = new Map(
  MEASUREMENTS.map((measurement) => [measurement.name, measurement]),
);

/**
 * A point as one line of the line protocol, timestamp in ms. Throws `internal` for a measurement, tag or
 * field that the schema does not have, a value that is not of its type, an empty tag, and a point
 * without any field.
 */
export function lineOfPoint(stored: StoredPoint): string {
  return lineOf(stored.measurement, () => {
    const measurement = KNOWN.get(stored.measurement);
    if (measurement === undefined) throw new TypeError('the schema has no such measurement');
    const point = new Point(measurement.name).timestamp(stored.at);
    for (const [name, value] of Object.entries(stored.tags)) {
      if (columnOf(measurement.tags, name) && value === '') throw new TypeError(`${name} is empty`);
      point.tag(name, value);
    }
    for (const [name, value] of Object.entries(stored.fields)) {
      const field = columnOf(measurement.fields, name);
      if (value !== null) setField(point, field, value);
    }
    return point;
  });
}

function columnOf(columns: readonly StoredField[], name: string): StoredField {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw new TypeError(`the schema has no ${name}`);
  return found;
}

function setField(point: Point, { name, type }: StoredField, value: string | number | boolean) {
  if (type === 'string' && typeof value === 'string') return point.stringField(name, value);
  if (type === 'boolean' && typeof value === 'boolean') return point.booleanField(name, value);
  if (type === 'float' && typeof value === 'number') return point.floatField(name, value);
  if (type === 'integer' && Number.isSafeInteger(value)) return point.intField(name, value);
  throw new TypeError(`${name} is no ${type}: ${String(value)}`);
}

function lineOf(what: string, build: () => Point): string {
  try {
    const line = build().toLineProtocol();
    if (line === undefined) throw new TypeError('there is no field');
    return line;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new AppError('internal', `no line of ${what} for InfluxDB: ${problem}`, { cause: error });
  }
}
