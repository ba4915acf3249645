import { describe, expect, it } from 'vitest';
import { MARKING_COLUMN, SAMPLE_COLUMNS } from '../../src/core/schema.ts';
import { NO_PHASES, type Sample } from '../../src/core/words/sample.ts';
import { headOf, rowsOf } from '../../src/report/sample-rows.ts';

const SAMPLE: Sample = {
  target: 'gas-0001-home',
  member: 'gas-0001',
  sector: 'gas',
  vantage: 'tokyo-1',
  family: 4,
  scheduledAt: 1_790_000_000_000,
  attempt: 1,
  startedAt: 1_790_000_000_003,
  outcome: 'failure',
  reason: 'status',
  blame: 'target',
  failedPhase: null,
  statusCode: 500,
  protocol: 'h2',
  tlsVersion: 'TLSv1.3',
  peerAddress: '203.0.113.7',
  phases: { ...NO_PHASES, dns: 0, connect: 1.5, other: 0.001 },
  totalMs: 1.501,
  ttfbMs: 1.4,
  hops: 1,
  redirectedTo: null,
  encodedBodyBytes: 12,
  decodedBodyBytes: null,
  bodyTruncated: false,
  certificateNotAfter: null,
  certificateFingerprint: null,
  certificateError: null,
  queueMs: 0,
  loopDelayMs: 0.2,
  validity: 'valid',
  suspectCause: null,
};

describe('exported rows', () => {
  it('hold every column of the schema in its order and end with the marking', () => {
    const row: unknown = JSON.parse(rowsOf('ndjson', [SAMPLE], 'TLP:AMBER+STRICT'));
    const names = [...SAMPLE_COLUMNS.map(({ name }) => name), MARKING_COLUMN.name];
    expect(Object.keys(row as object)).toEqual(names);
    expect(row).toMatchObject({
      scheduled_at: 1_790_000_000_000,
      target: 'gas-0001-home',
      connect_ms: 1.5,
      dns_ms: 0,
      tls_ms: null,
      decoded_body_bytes: null,
      marking: 'TLP:AMBER+STRICT',
    });
  });

  it('are one JSON object a line', () => {
    expect(rowsOf('ndjson', [SAMPLE, SAMPLE], 'TLP:AMBER').split('\n')).toHaveLength(3);
    expect(headOf('ndjson')).toBe('');
  });

  it('begin a CSV with a byte-order mark and its columns, the ISO times last', () => {
    const head = headOf('csv');
    expect(head.startsWith('\ufeffscheduled_at,started_at,target,')).toBe(true);
    expect(head.endsWith(',marking,scheduled_at_iso,started_at_iso\r\n')).toBe(true);
  });

  it('write null as an empty cell and times twice in a CSV', () => {
    const row = rowsOf('csv', [SAMPLE], 'TLP:AMBER+STRICT');
    expect(row).toContain(',0,1.5,,,,,0.001,');
    expect(row).toMatch(
      /TLP:AMBER\+STRICT,2026-09-21T14:13:20\.000Z,2026-09-21T14:13:20\.003Z\r\n$/,
    );
    expect(row.split(',')).toHaveLength(headOf('csv').split(',').length);
  });

  it('leave the start of a missed slot empty in a CSV', () => {
    const missed: Sample = { ...SAMPLE, outcome: 'missed', reason: 'late', startedAt: null };
    expect(rowsOf('csv', [missed], 'TLP:AMBER')).toMatch(/Z,\r\n$/);
  });

  it.each(['=1+1', '+81', '-2', '@SUM(A1)', '\tx'])('make %j no formula in a CSV', (member) => {
    expect(rowsOf('csv', [{ ...SAMPLE, member }], 'TLP:AMBER')).toContain(`,'${member},`);
  });

  it('quote what would split a CSV cell', () => {
    expect(rowsOf('csv', [{ ...SAMPLE, member: 'a"b,c' }], 'TLP:AMBER')).toContain(',"a""b,c",');
  });
});
