import { FAILURE_REASONS } from '../../../core/words/outcome.ts';
import type { JudgedSample } from './series-settings.ts';
import type { SeriesState } from './series-state.ts';

/** Figures of the failing and flapping rules, in slots. */
export const FAILING = {
  /** Successful slots in a row that end a failure. */
  successes: 2,
  /** Slots looked at for flapping, newest first. */
  window: 16,
  /** Confirmed failures that began in them, or failed slots and changes, from which it flaps. */
  onsets: 3,
  failedSlots: 6,
  changes: 6,
  /** Slots without a change that end it. */
  steady: 8,
} as const;

const WINDOW_BITS = 2 ** FAILING.window - 1;

export function isFailing(state: SeriesState): boolean {
  return !Number.isNaN(state.failingSince);
}

export function isFlapping(state: SeriesState): boolean {
  return !Number.isNaN(state.flappingSince);
}

/** Takes in a failed sample whose blame is not the prober's. */
export function judgeFailure(state: SeriesState, sample: JudgedSample): void {
  const { attempt, scheduledAt, reason, failedPhase } = sample;
  const wasBlock = state.failedReason === 'blocked';
  state.failedReason = failureReasonOf(reason);
  state.failedPhase = failedPhase;
  state.successes = 0;
  if (attempt === 1) pushSlot(state, scheduledAt, true);
  if (isFailing(state)) {
    state.confirmedBits |= 1;
    const isBlock = reason === 'blocked';
    if (isBlock === wasBlock) state.isBlocked = isBlock;
  } else if (Number.isNaN(state.pendingSince)) {
    state.pendingSince = scheduledAt;
  } else {
    confirm(state, scheduledAt);
  }
  judgeFlapping(state);
}

/** Takes in a success; that of a second attempt only says that the failure was not confirmed. */
export function judgeSuccess(state: SeriesState, { attempt, scheduledAt }: JudgedSample): void {
  state.pendingSince = Number.NaN;
  if (attempt === 2) return;
  pushSlot(state, scheduledAt, false);
  state.successes += 1;
  if (state.successes === 1) state.successSince = scheduledAt;
  if (isFailing(state) && state.successes >= FAILING.successes) {
    state.failingSince = Number.NaN;
    state.isBlocked = false;
    state.normalSince = state.successSince;
  }
  judgeFlapping(state);
}

function confirm(state: SeriesState, scheduledAt: number): void {
  state.failingSince = state.pendingSince;
  state.isBlocked = state.failedReason === 'blocked';
  state.confirmedBits |= scheduledAt === state.pendingSince ? 1 : 0b11;
  state.pendingSince = Number.NaN;
}

function failureReasonOf(reason: JudgedSample['reason']): SeriesState['failedReason'] {
  return FAILURE_REASONS.find((each) => each === reason) ?? null;
}

function pushSlot(state: SeriesState, scheduledAt: number, failed: boolean): void {
  if (failed && (state.failedBits & WINDOW_BITS) === 0) state.unsettledSince = scheduledAt;
  if (failed !== ((state.failedBits & 1) === 1)) state.steadySince = scheduledAt;
  state.failedBits = ((state.failedBits << 1) | (failed ? 1 : 0)) & WINDOW_BITS;
  state.confirmedBits = (state.confirmedBits << 1) & WINDOW_BITS;
}

function judgeFlapping(state: SeriesState): void {
  const { failedBits, confirmedBits } = state;
  const changed = (failedBits ^ (failedBits >>> 1)) & (WINDOW_BITS >>> 1);
  if (!isFlapping(state)) {
    const onsets = ones(confirmedBits & ~(failedBits >>> 1));
    const isRestless = ones(failedBits) >= FAILING.failedSlots && ones(changed) >= FAILING.changes;
    if (onsets >= FAILING.onsets || isRestless) state.flappingSince = state.unsettledSince;
    return;
  }
  if ((changed & (2 ** (FAILING.steady - 1) - 1)) !== 0) return;
  settle(state);
}

/** Ends the flapping: what was steady for long enough is what it is now. */
function settle(state: SeriesState): void {
  const stillFails = (state.failedBits & 1) === 1;
  state.flappingSince = Number.NaN;
  state.failedBits = stillFails ? 2 ** FAILING.steady - 1 : 0;
  state.confirmedBits &= state.failedBits;
  state.failingSince = isFailing(state) && stillFails ? state.steadySince : Number.NaN;
  if (!stillFails) state.normalSince = state.steadySince;
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
