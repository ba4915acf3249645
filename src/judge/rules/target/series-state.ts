import { JUDGEMENTS, type Judgement } from '../../../core/words/judgement.ts';
import {
  FAILURE_REASONS,
  type FailureReason,
  PHASES,
  type Phase,
} from '../../../core/words/outcome.ts';

/** Parts of the day with a normal of their own, most. */
export const BINS = 48;
/** Residuals kept, newest included. */
export const RECENT = 32;
const DAY_TYPES = 2;
const EFFECTS = 4;

/** Where each part of `table` begins; levels, spreads and counts are by day type, then by part of day. */
export const TABLE = {
  levels: 0,
  spreads: DAY_TYPES * BINS,
  counts: 2 * DAY_TYPES * BINS,
  effects: 3 * DAY_TYPES * BINS,
  recent: 3 * DAY_TYPES * BINS + EFFECTS,
  usualPhases: 3 * DAY_TYPES * BINS + EFFECTS + RECENT,
  recentPhases: 3 * DAY_TYPES * BINS + EFFECTS + RECENT + PHASES.length,
} as const;
const TABLE_LENGTH = TABLE.recentPhases + PHASES.length;

/**
 * All that is kept of a series. Levels are natural logarithms of ms, residuals of answers as
 * `residual.ts` has them; slots are epoch ms, NaN = none.
 */
const INITIAL_NUMBERS = {
  /** Answers that taught, and the slot of the first. */
  taught: 0,
  firstTaughtAt: Number.NaN,
  /** Slot of the newest sample that judged. */
  lastJudgedAt: Number.NaN,
  /** Level of the last hour, and how far the season's levels have to be moved now. */
  quick: Number.NaN,
  drift: 0,
  /** The answer before, smoothed; log of ms. */
  before: Number.NaN,
  /** Smoothed residual. */
  smooth: 0,
  /** Usual size of a residual, of a smoothed one, of a step from the answers before. */
  spread: 0,
  smoothSpread: 0,
  stepSpread: 0,
  /** Usual size of the mean of the last 3, 5, 15, 30 clipped residuals. */
  spread3: 0,
  spread5: 0,
  spread15: 0,
  spread30: 0,
  /** How many of `table.recent` are filled, and where the next one goes. */
  recentCount: 0,
  recentNext: 0,
  /** How long answers have been far from normal, ms, and their mean residual. */
  unusualMs: 0,
  shift: 0,
  /** Level of the normal before an adoption minus that after it, until when it is remembered, agreement ms. */
  former: 0,
  formerUntil: Number.NaN,
  formerMs: 0,
  /** Score of the newest sample, and held score. */
  distance: 0,
  score: 0,
  /** Of the newest answer, own standard deviations. */
  deviation: Number.NaN,
  /** The newest level that was expected. */
  normal: Number.NaN,
  /** The first slot of the run of raised answers, answers since that were not raised. */
  raisedSince: Number.NaN,
  raisedGaps: 0,
  /** Answers in a row above the critical threshold. */
  criticalAnswers: 0,
  /** Slow now (1) or not (0), since when; answers in a row that were well, slot of the first. */
  isSlow: 0,
  slowSince: Number.NaN,
  wellAnswers: 0,
  wellSince: Number.NaN,
  /** Recent slots, newest in bit 0: failed at the first attempt; failure confirmed. */
  failedBits: 0,
  confirmedBits: 0,
  /** Slot of the first failure after a window without any, of the newest change. */
  unsettledSince: Number.NaN,
  steadySince: Number.NaN,
  /** Slot of a failure that waits for its confirmation. */
  pendingSince: Number.NaN,
  failingSince: Number.NaN,
  flappingSince: Number.NaN,
  /** Successes in a row, and the slot of the first. */
  successes: 0,
  successSince: Number.NaN,
  /** Slots in a row that judged nothing, the first of them. */
  idleSlots: 0,
  idleSince: Number.NaN,
  /** Slot since which there is no trouble. */
  normalSince: Number.NaN,
};

type Numbers = typeof INITIAL_NUMBERS;

export interface SeriesState extends Numbers {
  readonly table: Float32Array;
  /** Of the newest failure; null before the first. */
  failedReason: FailureReason | null;
  failedPhase: Phase | null;
  /** What was said last. */
  judgement: Judgement;
  /** The confirmed failure is a block of probes. */
  isBlocked: boolean;
}

const NAMES = namesOf(INITIAL_NUMBERS);
const INITIAL = NAMES.map((name) => INITIAL_NUMBERS[name]);

/** The numbers lie in one array: as fields most are objects of their own, 24 bytes each in place of 8. */
class PackedState {
  readonly numbers = INITIAL.slice();
  readonly table = new Float32Array(TABLE_LENGTH);
  failedReason: FailureReason | null = null;
  failedPhase: Phase | null = null;
  judgement: Judgement = 'unknown';
  isBlocked = false;
}

for (const [index, name] of NAMES.entries()) {
  Object.defineProperty(PackedState.prototype, name, {
    get(this: PackedState): number {
      return this.numbers[index] as number;
    },
    set(this: PackedState, value: number) {
      this.numbers[index] = value;
    },
  });
}

/** A series of which nothing is known. */
export function createSeriesState(): SeriesState {
  return new PackedState() as PackedState & Numbers;
}

/** A number of the table; 0 beyond its end. */
export function cellOf(table: Float32Array, index: number): number {
  return table[index] ?? 0;
}

const VERSION = 1;
const CODES = 4;
const TABLE_AT = 1 + CODES;
const NUMBERS_AT = TABLE_AT + 4 * TABLE_LENGTH;
/** Length of an encoded state. */
export const SERIES_STATE_BYTES = NUMBERS_AT + 8 * NAMES.length;

/** The state as bytes, little endian, which `decodeSeriesState` reads. */
export function encodeSeriesState(state: SeriesState): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SERIES_STATE_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  bytes[1] = JUDGEMENTS.indexOf(state.judgement);
  bytes[2] = state.failedReason === null ? NONE : FAILURE_REASONS.indexOf(state.failedReason);
  bytes[3] = state.failedPhase === null ? NONE : PHASES.indexOf(state.failedPhase);
  bytes[4] = state.isBlocked ? 1 : 0;
  state.table.forEach((value, index) => {
    view.setFloat32(TABLE_AT + 4 * index, value, true);
  });
  NAMES.forEach((name, index) => {
    view.setFloat64(NUMBERS_AT + 8 * index, state[name], true);
  });
  return bytes;
}

/** null where the bytes are no state of this version. */
export function decodeSeriesState(bytes: Uint8Array): SeriesState | null {
  if (bytes.length !== SERIES_STATE_BYTES || bytes[0] !== VERSION) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const judgement = JUDGEMENTS[view.getUint8(1)];
  if (judgement === undefined) return null;
  const state = createSeriesState();
  state.judgement = judgement;
  state.failedReason = FAILURE_REASONS[view.getUint8(2)] ?? null;
  state.failedPhase = PHASES[view.getUint8(3)] ?? null;
  state.isBlocked = view.getUint8(4) === 1;
  for (let index = 0; index < TABLE_LENGTH; index += 1) {
    state.table[index] = view.getFloat32(TABLE_AT + 4 * index, true);
  }
  NAMES.forEach((name, index) => {
    state[name] = view.getFloat64(NUMBERS_AT + 8 * index, true);
  });
  return state;
}

const NONE = 255;

function namesOf(numbers: Numbers): (keyof Numbers)[] {
  const isName = (name: string): name is keyof Numbers => name in numbers;
  return Object.keys(numbers).filter(isName);
}
