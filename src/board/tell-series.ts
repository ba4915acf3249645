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
import { type OutcomeState, outcomeStateOf, RECENT_TOTALS } from '../core/words/shown-state.ts';
import type { NewestDto, SinceDto } from './dto.ts';
import { CODES, NONE, type SeriesColumns, STATE, STATE_EARLIER } from './series-columns.ts';

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

/** What the newest sample of a row says of its site; meaningless before the first. */
export function outcomeStateAt({ codes }: SeriesColumns, row: number): OutcomeState {
  const code = (place: number) => codes[row * CODES + place] ?? NONE;
  return outcomeStateOf({
    outcome: OUTCOMES[code(0)] ?? 'missed',
    reason: REASONS[code(1)] ?? null,
    validity: code(5) === 1 ? 'suspect' : 'valid',
  });
}

/** Code of the state that a sample shows a site to be in; null = it says nothing about the site. */
export function stateCodeOf(state: OutcomeState): number | null {
  const code = STATE_CODES.indexOf(state);
  return code < 0 ? null : code;
}

const STATE_CODES: readonly (OutcomeState | null)[] = [null, 'success', 'failure', 'blocked'];

/** Since when the state of a row holds; null while the newest sample does not tell of it. */
export function sinceAt(columns: SeriesColumns, row: number): SinceDto | null {
  const at = columns.since[row] ?? Number.NaN;
  const state = columns.codes[row * CODES + STATE] ?? 0;
  if (Number.isNaN(at) || stateCodeOf(outcomeStateAt(columns, row)) !== state) return null;
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
