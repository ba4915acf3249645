import { AFFECTED_JUDGEMENTS, type Judgement } from '../../../core/words/judgement.ts';
import { type Departure, holdScore, isLearnedAt, observeAnswer } from './departure.ts';
import { isFailing, isFlapping, judgeFailure, judgeSuccess } from './failing.ts';
import { followPhases, movedPhaseOf } from './phase-normals.ts';
import { FAILED_SCORE, RULE } from './rule.ts';
import { SaidVerdict } from './said-verdict.ts';
import type { JudgeContext, JudgedSample, TargetVerdict } from './series-settings.ts';
import type { SeriesState } from './series-state.ts';
import { endSlow, judgeSlow, recentRatio } from './slow.ts';

/** Slots in a row that judge nothing, after which nothing is known any more. */
const IDLE_SLOTS = 3;
/** Slots without anything, and least ms, after which answers before say nothing of those behind. */
const GAP_SLOTS = 10;
const GAP_MS = 15 * 60_000;

/**
 * What is said of a series with one more sample, first or second attempt, missed and suspect ones
 * included, in the order in which they end. Judges by what was known before the sample and changes
 * `state`; the same state and samples give the same verdicts.
 *
 * Missed and suspect samples judge and teach nothing; three slots of that kind in a row are `unknown`.
 * A failure whose blame is the prober's says nothing of the site either. One whose blame is the
 * resolver's is a failure: the name was not answered for whoever asks there, and whether that is the
 * resolver of the prober alone shows where many sites fail at once, which a rule on one cannot see.
 */
export function judgeSample(
  state: SeriesState,
  sample: JudgedSample,
  context: JudgeContext,
): TargetVerdict {
  const before = state.judgement;
  const { settings, inMaintenance, mayAdopt } = context;
  const at = sample.scheduledAt;
  let departure: Departure | null = null;
  if (inMaintenance) startMaintenance(state, at);
  else if (judgesNothing(sample)) idle(state, sample);
  else {
    overGap(state, sample, context);
    if (sample.outcome === 'failure') {
      judgeFailure(state, sample);
      holdScore(state, FAILED_SCORE);
    } else {
      judgeSuccess(state, sample);
      const answer = answerOf(sample);
      if (answer !== null) {
        const mayBecomeNormal = mayAdopt && !hasFailure(state);
        departure = observeAnswer(state, {
          at,
          value: answer,
          settings,
          mayAdopt: mayBecomeNormal,
        });
        if (departure !== null) judgeAnswer(state, { sample, answer, departure, context });
      }
    }
  }
  state.judgement = judgementOf(state, before, context);
  return verdictOf(state, { sample, departure, before, context });
}

interface JudgedAnswer {
  readonly sample: JudgedSample;
  readonly answer: number;
  readonly departure: Departure;
  readonly context: JudgeContext;
}

function judgeAnswer(state: SeriesState, { sample, answer, departure, context }: JudgedAnswer) {
  const { settings } = context;
  const at = sample.scheduledAt;
  if (departure.isAdopted) endSlow(state, at);
  else judgeSlow(state, { at, value: answer, settings }, departure);
  followPhases(state, sample.phases, {
    intervalMs: settings.intervalMs,
    totalMs: answer,
    isUsual: state.isSlow === 0 && !(Math.abs(state.deviation) >= RULE.unusual),
  });
}

/** What is slow and fails beside it is a trouble, however long it lasts. */
function hasFailure(state: SeriesState): boolean {
  return isFailing(state) || isFlapping(state);
}

/** Response time of a first attempt; a second one measures a site that was asked seconds before. */
function answerOf({ attempt, totalMs }: JudgedSample): number | null {
  return attempt === 1 ? totalMs : null;
}

function judgesNothing({ outcome, blame, validity }: JudgedSample): boolean {
  return outcome === 'missed' || validity === 'suspect' || blame === 'prober';
}

function idle(
  state: SeriesState,
  { attempt, scheduledAt, outcome, blame, validity }: JudgedSample,
) {
  holdScore(state, 0);
  if (attempt === 2) return;
  if (state.idleSlots === 0) state.idleSince = scheduledAt;
  state.idleSlots += 1;
  const isRefused = outcome === 'failure' && blame === 'prober' && validity === 'valid';
  if (isRefused && !AFFECTED_JUDGEMENTS.has(state.judgement)) state.idleSlots = IDLE_SLOTS;
}

function startMaintenance(state: SeriesState, at: number): void {
  if (state.judgement !== 'maintenance') {
    forgetTroubles(state);
    state.normalSince = at;
  }
  state.idleSlots = 0;
}

/** What was in trouble before planned work is judged anew after it. */
function forgetTroubles(state: SeriesState): void {
  state.failedBits = 0;
  state.confirmedBits = 0;
  state.pendingSince = Number.NaN;
  state.failingSince = Number.NaN;
  state.flappingSince = Number.NaN;
  state.isBlocked = false;
  state.recentCount = 0;
  state.raisedSince = Number.NaN;
  state.criticalAnswers = 0;
  state.score = 0;
  endSlow(state, Number.NaN);
}

/** The first sample that judges after some that did not. */
function overGap(
  state: SeriesState,
  { scheduledAt, attempt }: JudgedSample,
  context: JudgeContext,
) {
  const { intervalMs } = context.settings;
  const gapMs = scheduledAt - state.lastJudgedAt;
  if (gapMs > Math.max(GAP_MS, GAP_SLOTS * intervalMs)) {
    state.recentCount = 0;
    state.raisedSince = Number.NaN;
    state.pendingSince = Number.NaN;
    state.smooth = 0;
    state.before = Number.NaN;
  }
  const wasUnknown = state.judgement === 'unknown' || state.judgement === 'maintenance';
  if (attempt === 1 && wasUnknown) state.normalSince = scheduledAt;
  if (Number.isNaN(state.normalSince)) state.normalSince = scheduledAt;
  state.idleSlots = 0;
  state.lastJudgedAt = scheduledAt;
}

function judgementOf(state: SeriesState, before: Judgement, context: JudgeContext): Judgement {
  if (context.inMaintenance) return 'maintenance';
  if (state.idleSlots >= IDLE_SLOTS) return 'unknown';
  if (state.idleSlots > 0) return before === 'maintenance' ? 'unknown' : before;
  const blocks = state.failedReason === 'blocked';
  if (isFlapping(state)) return blocks ? 'blocked' : 'flapping';
  if (isFailing(state)) return state.isBlocked ? 'blocked' : 'failing';
  if (state.isSlow === 1) return 'slow';
  return Number.isNaN(state.pendingSince) || before !== 'unknown' ? 'normal' : 'unknown';
}

function sinceOf(state: SeriesState, judgement: Judgement): number {
  if (judgement === 'unknown') return state.idleSlots > 0 ? state.idleSince : state.pendingSince;
  if (judgement === 'slow') return state.slowSince;
  if (judgement === 'normal' || judgement === 'maintenance') return state.normalSince;
  return isFlapping(state) ? state.flappingSince : state.failingSince;
}

/** The time of day of `since`, ms; null where it lies on an earlier day than the sample. */
function wallMsOf(since: number, at: number, { settings }: JudgeContext): number | null {
  const { momentOf } = settings.clock;
  return at - since > momentOf(at).msOfDay ? null : momentOf(since).msOfDay;
}

interface Said {
  readonly sample: JudgedSample;
  readonly departure: Departure | null;
  readonly before: Judgement;
  readonly context: JudgeContext;
}

function verdictOf(
  state: SeriesState,
  { sample, departure, before, context }: Said,
): TargetVerdict {
  const { judgement } = state;
  const isLearned = isLearnedAt(state, sample.scheduledAt);
  const normalMs = isLearned ? Math.exp(state.normal) : null;
  const ratio = isLearned && state.recentCount > 0 ? recentRatio(state) : null;
  const moved = judgement === 'slow' && normalMs !== null ? movedPhaseOf(state, normalMs) : null;
  const hasFailed = hasFailure(state);
  const since = sinceOf(state, judgement);
  const wasTrouble = AFFECTED_JUDGEMENTS.has(before) || before === 'blocked';
  return new SaidVerdict({
    judgement,
    since,
    ratio,
    normalMs,
    deviation: departure?.isLearned === true ? state.deviation : null,
    phase: hasFailed ? state.failedPhase : (moved?.phase ?? null),
    scope: null,
    ended:
      wasTrouble && judgement === 'normal'
        ? departure?.isAdopted === true
          ? 'adopted'
          : 'recovered'
        : null,
    score: state.score,
    distance: state.distance,
    direction: departure?.direction ?? null,
    isLearned,
    moved,
    reason: state.failedReason,
    failedPhase: state.failedPhase,
    pending: Number.isNaN(state.pendingSince) ? null : context.settings.confirmed,
    criticalMs: state.criticalAnswers > 0 ? context.settings.thresholds.criticalMs : null,
    wallMs: wallMsOf(since, sample.scheduledAt, context),
  });
}
