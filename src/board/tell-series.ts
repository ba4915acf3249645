import {
  BLAMES,
  FAILURE_REASONS,
  MISSED_CAUSES,
  OUTCOMES,
  PHASES,
  type Phase,
  PROTOCOLS,
  type Reason,
} from '../core/words/outcome.ts';
import type { Phases, Sample } from '../core/words/sample.ts';
import type { NewestDto, SinceDto } from './dto.ts';
import { CODES, NONE, RECENT_TOTALS, type SeriesColumns, STATE_EARLIER } from './series-columns.ts';

const REASONS: readonly Reason[] = [...FAILURE_REASONS, ...MISSED_CAUSES];

/** The newest sample of a row. */
export function newestAt(columns: SeriesColumns, row: number): NewestDto {
  const code = (place: number) => columns.codes[row * CODES + place] ?? NONE;
  return {
    scheduledAt: columns.scheduledAt[row] ?? Number.NaN,
    startedAt: nullable(columns.startedAt[row] ?? Number.NaN),
    outcome: OUTCOMES[code(0)] ?? 'missed',
    reason: REASONS[code(1)] ?? null,
    blame: BLAMES[code(2)] ?? null,
    failedPhase: PHASES[code(3)] ?? null,
    statusCode: columns.statusCode[row] || null,
    protocol: PROTOCOLS[code(4)] ?? null,
    totalMs: nullable(columns.totalMs[row] ?? Number.NaN),
    phases: phasesAt(columns, row),
    validity: code(5) === 1 ? 'suspect' : 'valid',
  };
}

/** Since when the state of a row holds; null while a missed slot hides it. */
export function sinceAt(columns: SeriesColumns, row: number): SinceDto | null {
  const at = columns.since[row] ?? Number.NaN;
  if (Number.isNaN(at) || OUTCOMES[columns.codes[row * CODES] ?? NONE] === 'missed') return null;
  return { at, orEarlier: columns.codes[row * CODES + STATE_EARLIER] === 1 };
}

/** The newest totals of a row, oldest first. */
export function recentAt(columns: SeriesColumns, row: number): readonly (number | null)[] {
  const count = columns.recentCount[row] ?? 0;
  return Array.from({ length: count }, (_, index) =>
    roughMs(columns.recent[row * RECENT_TOTALS + index] ?? Number.NaN),
  );
}

function phasesAt({ phases }: SeriesColumns, row: number): Phases {
  const at = row * PHASES.length;
  const value = (phase: Phase) => nullable(phases[at + PHASES.indexOf(phase)] ?? Number.NaN);
  return {
    dns: value('dns'),
    connect: value('connect'),
    tls: value('tls'),
    send: value('send'),
    wait: value('wait'),
    transfer: value('transfer'),
    other: value('other'),
  };
}

/** The first codes of a sample's row; those of its state are kept apart. */
export function codesOf(sample: Sample): readonly number[] {
  return [
    OUTCOMES.indexOf(sample.outcome),
    sample.reason === null ? NONE : REASONS.indexOf(sample.reason),
    sample.blame === null ? NONE : BLAMES.indexOf(sample.blame),
    sample.failedPhase === null ? NONE : PHASES.indexOf(sample.failedPhase),
    sample.protocol === null ? NONE : PROTOCOLS.indexOf(sample.protocol),
    sample.validity === 'suspect' ? 1 : 0,
  ];
}

/** null for NaN. */
export function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Whole ms from 10 on, else one decimal; null for NaN. */
export function roughMs(value: number): number | null {
  if (Number.isNaN(value)) return null;
  return value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
}
