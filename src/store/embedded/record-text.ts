import { PHASES } from '../../core/words/outcome.ts';
import type { Hop, ProbeRecord } from '../../core/words/probe-record.ts';
import type { Phases, Sample } from '../../core/words/sample.ts';

/**
 * A probe record as two texts: `fixed` is the same from probe to probe of a series most of the time
 * and then kept once, `varying` holds the times.
 */
export interface RecordText {
  readonly series: string;
  readonly target: string;
  readonly at: number;
  readonly attempt: number;
  readonly success: boolean;
  readonly fixed: string;
  readonly varying: string;
}

type VaryingKey =
  | 'scheduledAt'
  | 'startedAt'
  | 'attempt'
  | 'totalMs'
  | 'ttfbMs'
  | 'queueMs'
  | 'loopDelayMs'
  | 'encodedBodyBytes'
  | 'decodedBodyBytes'
  | 'phases';

interface FixedRecord extends Omit<ProbeRecord, 'sample' | 'hops'> {
  readonly sample: Omit<Sample, VaryingKey>;
  readonly hops: readonly Omit<Hop, 'phases' | 'totalMs'>[];
}

type Numbers = readonly (number | null)[];
type VaryingRecord = readonly [sample: Numbers, ...hops: Numbers[]];

export function textOfRecord(record: ProbeRecord): RecordText {
  const { sample } = record;
  const { scheduledAt, startedAt, attempt, totalMs, ttfbMs, queueMs, loopDelayMs, ...others } =
    sample;
  const { encodedBodyBytes, decodedBodyBytes, phases, ...fixedSample } = others;
  const numbers = [scheduledAt, startedAt, attempt, totalMs, ttfbMs, queueMs, loopDelayMs];
  const fixed: FixedRecord = {
    ...record,
    sample: fixedSample,
    hops: record.hops.map(({ phases: _phases, totalMs: _totalMs, ...hop }) => hop),
  };
  const varying: VaryingRecord = [
    [...numbers, encodedBodyBytes, decodedBodyBytes, ...durationsOf(phases)],
    ...record.hops.map((hop) => [hop.totalMs, ...durationsOf(hop.phases)]),
  ];
  return {
    series: `${sample.target}/${sample.family}/${sample.vantage}`,
    target: sample.target,
    at: scheduledAt,
    attempt,
    success: sample.outcome === 'success',
    fixed: JSON.stringify(fixed),
    varying: JSON.stringify(varying),
  };
}

export function recordOfText(text: Pick<RecordText, 'fixed' | 'varying'>): ProbeRecord {
  const fixed = parseFixed(text.fixed);
  const [numbers, ...hops] = parseVarying(text.varying);
  return {
    ...fixed,
    sample: {
      ...fixed.sample,
      scheduledAt: numbers[0] ?? 0,
      startedAt: numbers[1] ?? null,
      attempt: numbers[2] === 2 ? 2 : 1,
      totalMs: numbers[3] ?? null,
      ttfbMs: numbers[4] ?? null,
      queueMs: numbers[5] ?? null,
      loopDelayMs: numbers[6] ?? null,
      encodedBodyBytes: numbers[7] ?? null,
      decodedBodyBytes: numbers[8] ?? null,
      phases: phasesOf(numbers.slice(9)),
    },
    hops: fixed.hops.map((hop, index) => ({
      ...hop,
      totalMs: hops[index]?.[0] ?? 0,
      phases: phasesOf((hops[index] ?? []).slice(1)),
    })),
  };
}

function durationsOf(phases: Phases): (number | null)[] {
  return PHASES.map((phase) => phases[phase]);
}

function phasesOf(durations: Numbers): Phases {
  const [dns, connect, tls, send, wait, transfer, other] = durations;
  return {
    dns: dns ?? null,
    connect: connect ?? null,
    tls: tls ?? null,
    send: send ?? null,
    wait: wait ?? null,
    transfer: transfer ?? null,
    other: other ?? null,
  };
}

/** Guarantee of both: the text was made by {@link textOfRecord} of this schema version. */
function parseFixed(text: string): FixedRecord {
  return JSON.parse(text) as FixedRecord;
}

function parseVarying(text: string): VaryingRecord {
  return JSON.parse(text) as VaryingRecord;
}
