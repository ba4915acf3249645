import type { Measurement, StoredField } from '../../src/core/schema.ts';
import {
  GAP,
  INCIDENT,
  JUDGEMENT,
  PROBE,
  PROBER,
  ROLLUP,
  SECTOR_MINUTE,
} from '../../src/core/schema.ts';
import type { Pattern } from '../../src/core/words/incident.ts';
import type { Judgement } from '../../src/core/words/judgement.ts';

/** Points of every measurement, in line protocol, for a council of gas and water. */

type Value = string | number | boolean;

interface SamplePoint {
  readonly tags: Readonly<Record<string, string>>;
  /** Those left out are absent; the others are written as the schema's type says. */
  readonly fields: Readonly<Record<string, Value>>;
  /** Epoch ms. */
  readonly at: number;
}

/** One line; throws for a name that the schema does not have. */
export function lineOf(measurement: Measurement, { tags, fields, at }: SamplePoint): string {
  const tagText = Object.entries(tags).map(([name, value]) => {
    if (!measurement.tags.some((tag) => tag.name === name)) throw new Error(`no tag ${name}`);
    return `,${name}=${value.replaceAll(/[ ,=]/g, String.raw`\$&`)}`;
  });
  const fieldText = Object.entries(fields).map(([name, value]) => {
    const field = measurement.fields.find((each) => each.name === name);
    if (field === undefined) throw new Error(`no field ${name}`);
    return `${name}=${written(field, value)}`;
  });
  return `${measurement.name}${tagText.join('')} ${fieldText.join(',')} ${at}`;
}

function written({ type }: StoredField, value: Value): string {
  if (type === 'string') return JSON.stringify(String(value));
  return type === 'integer' ? `${value}i` : String(value);
}

const MINUTE_MS = 60_000;

export interface ProbeOptions {
  readonly target: string;
  readonly at: number;
  readonly totalMs?: number;
  readonly outcome?: 'success' | 'failure' | 'missed';
  readonly suppressed?: boolean;
  readonly attempt?: string;
  readonly validity?: 'valid' | 'suspect';
}

/** A sample; a failure timed out while it waited. */
export function probeLine(options: ProbeOptions): string {
  const { target, at, totalMs = 120, outcome = 'success', suppressed = false } = options;
  const { attempt = '1', validity = 'valid' } = options;
  const member = target.split('-').slice(0, 2).join('-');
  const sector = target.split('-')[0] ?? '';
  const common = { outcome, suppressed, validity, queue_ms: 0 };
  const ended = {
    total_ms: totalMs,
    dns_ms: 5,
    connect_ms: 10,
    tls_ms: 20,
    send_ms: 0.2,
    transfer_ms: 4,
    other_ms: 0.8,
  };
  const answered = {
    ttfb_ms: totalMs - 4,
    wait_ms: totalMs - 40,
    status_code: 200,
    protocol: 'h2',
    encoded_body_bytes: 20_480,
    certificate_not_after: at + 40 * 24 * 60 * MINUTE_MS,
  };
  const fields = {
    success: { ...common, ...ended, ...answered },
    failure: { ...common, ...ended, reason: 'timeout', blame: 'target', failed_phase: 'wait' },
    missed: { ...common, reason: 'overloaded', blame: 'prober' },
  }[outcome];
  const tags = { target, member, sector, vantage: 'main', family: '4', attempt };
  return lineOf(PROBE, { tags, fields, at });
}

export function bandLine(sector: string, at: number, band: string, suppressed = false): string {
  return lineOf(SECTOR_MINUTE, {
    tags: { sector, field: sector },
    fields: { band, ratio: 1.2, suppressed },
    at,
  });
}

export function proberLine(vantage: string, at: number, done: number): string {
  return lineOf(PROBER, {
    tags: { vantage },
    fields: {
      due: done + 3,
      done,
      missed: Math.floor(done / 10),
      late_p99_ms: 12.5,
      loop_delay_p99_ms: 3.1,
      pending: 4,
      dropped: Math.floor(done / 100),
      spool_waiting: 17,
      spool_age_ms: 1500.5,
      resident_bytes: 120_000_000,
    },
    at,
  });
}

/** An hour of all of it before `now`, which is cut to the minute; some of it slow, failed, missed. */
export function sampleLines(now: number, targets: readonly string[]): readonly string[] {
  const last = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const minutes = Array.from({ length: 60 }, (_, at) => last - at * MINUTE_MS);
  return [
    ...minutes.flatMap((at, n) => [
      ...targets.map((target) =>
        probeLine({
          target,
          at,
          totalMs: 100 + n,
          outcome: n % 7 === 3 ? 'failure' : n % 11 === 5 ? 'missed' : 'success',
        }),
      ),
      bandLine('gas', at, n < 20 ? 'half' : 'none'),
      bandLine('water', at, n < 10 ? 'some_5' : 'none'),
      proberLine('main', at, 6000 - 100 * n),
    ]),
    ...targets.flatMap((target) => [judgementLine(target, last), rollupLine(target, last)]),
    incidentLine('sector-wide', last - 30 * MINUTE_MS, last - 10 * MINUTE_MS),
    incidentLine('shared-cause', last - 20 * MINUTE_MS, null),
    lineOf(GAP, {
      tags: { vantage: 'main' },
      fields: { to: last - 40 * MINUTE_MS, slots: 12 },
      at: last - 45 * MINUTE_MS,
    }),
  ];
}

export function judgementLine(
  target: string,
  at: number,
  judgement: Judgement = 'slow',
  suppressed = false,
): string {
  return lineOf(JUDGEMENT, {
    tags: { target, member: target.split('-').slice(0, 2).join('-'), sector: 'gas' },
    fields: { judgement, ratio: 2.5, since: at - MINUTE_MS, suppressed },
    at,
  });
}

function rollupLine(target: string, at: number): string {
  return lineOf(ROLLUP, {
    tags: { target, vantage: 'main', family: '4' },
    fields: {
      count: 60,
      failures: 8,
      missed: 5,
      suspect: 0,
      suspect_failures: 0,
      min_ms: 100.5,
      max_ms: 160.25,
      sum_ms: 6000.5,
      sketch: 'AAAA',
    },
    at,
  });
}

/** `endedAt`: null while it lasts. */
export function incidentLine(pattern: Pattern, at: number, endedAt: number | null): string {
  return lineOf(INCIDENT, {
    tags: { sector: 'gas', pattern },
    fields: {
      incident: 'i-1',
      text_ja: '応答を確認できません',
      text_en: 'No answer confirmed',
      ...(endedAt === null ? {} : { ended_at: endedAt }),
      members: 2,
      suppressed: false,
    },
    at,
  });
}
