import type { Phase } from '../../src/core/words/outcome.ts';
import { judgeSample } from '../../src/judge/rules/target/judge-sample.ts';
import type { JudgedSample } from '../../src/judge/rules/target/series-settings.ts';
import { createSeriesState } from '../../src/judge/rules/target/series-state.ts';
import { contextOf, FIRST_DAY } from './council-clock.ts';
import { MadeTarget, type Trouble } from './made-target.ts';
import { answersOf, rivalAlarms } from './rival-alarms.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Days before the trouble. */
const LEARNED_DAYS = 4;
/** After its end the rules may still say it. */
const AFTER_MS = 10 * MINUTE_MS;

/** Lengths of the incidents on record, minutes. */
export const LENGTHS = [5, 20, 36, 180, 260, 643, 1200, 2400] as const;
export const RATIOS = [1.5, 3, 10] as const;
const SLOW_PHASES: readonly Phase[] = ['dns', 'connect', 'tls', 'wait', 'transfer'];
const FAILURES = [
  { reason: 'dns', phase: 'dns' },
  { reason: 'connect', phase: 'connect' },
  { reason: 'tls', phase: 'tls' },
  { reason: 'timeout', phase: 'wait' },
  { reason: 'reset', phase: 'transfer' },
] as const;

/** What became of one planted trouble. */
export interface Planted {
  readonly kind: string;
  readonly minutes: number;
  readonly sigma: number;
  /** From the onset to the end of the sample with which it was said, ms; null = never said. */
  readonly saidMs: number | null;
  readonly isPhaseRight: boolean;
  /** Stretches in which it was said; 1 = never interrupted. */
  readonly stretches: number;
  /** As `saidMs`, of the rules beside ours in their order; empty for failures, which they do not know. */
  readonly rivals: readonly (number | null)[];
}

/** Slow troubles of every ratio and length, each on its own target, in another phase and time of day. */
export function plantSlow(targets: number): Planted[] {
  return RATIOS.flatMap((ratio) =>
    LENGTHS.flatMap((minutes) =>
      Array.from({ length: targets }, (_, each) => {
        const phase = SLOW_PHASES[each % SLOW_PHASES.length] ?? 'wait';
        const place = placeOf(each, minutes);
        return plant(each, `${ratio} times`, { kind: 'slow', ratio, phase, ...place });
      }),
    ),
  );
}

/** Failures at each phase, of every length. */
export function plantFailing(targets: number): Planted[] {
  return FAILURES.flatMap(({ reason, phase }) =>
    LENGTHS.flatMap((minutes) =>
      Array.from({ length: targets }, (_, each) => {
        const place = placeOf(each, minutes);
        return plant(each, `failing (${phase})`, { kind: 'failing', reason, phase, ...place });
      }),
    ),
  );
}

function placeOf(each: number, minutes: number): { readonly from: number; readonly to: number } {
  const from = FIRST_DAY + LEARNED_DAYS * DAY_MS + ((each * 7919 * MINUTE_MS) % DAY_MS);
  return { from, to: from + minutes * MINUTE_MS };
}

/** An answered failure ends within a second and is confirmed 5 s later, which takes another second. */
const CONFIRMED_MS = 7000;

function plant(seed: number, kind: string, trouble: Trouble): Planted {
  const minutes = (trouble.to - trouble.from) / MINUTE_MS;
  const made = new MadeTarget(10_000 + 97 * seed + minutes);
  const context = contextOf(MINUTE_MS);
  const state = createSeriesState();
  const wanted = trouble.kind === 'slow' ? 'slow' : 'failing';
  let saidMs: number | null = null;
  let phase: Phase | null = null;
  let stretches = 0;
  let before = '';
  const samples: JudgedSample[] = [];
  for (let at = trouble.from - LEARNED_DAYS * DAY_MS; at < trouble.to + AFTER_MS; at += MINUTE_MS) {
    for (const sample of made.slot(at, trouble, true)) {
      samples.push(sample);
      const verdict = judgeSample(state, sample, context);
      const isSaid = at >= trouble.from && verdict.judgement === wanted;
      if (isSaid && before !== wanted) stretches += 1;
      if (isSaid && at < trouble.to) phase = verdict.phase;
      before = verdict.judgement;
      if (!isSaid || saidMs !== null) continue;
      // The onset lies anywhere in the minute before the first slot hit: the worst is all of it.
      const endMs = sample.attempt === 2 ? CONFIRMED_MS : (sample.totalMs ?? 0);
      saidMs = at - trouble.from + MINUTE_MS + endMs;
    }
  }
  const isPhaseRight = phase === trouble.phase;
  const { sigma } = made.character;
  const rivals = trouble.kind === 'slow' ? rivalsOn(samples, trouble) : [];
  return { kind, minutes, sigma, saidMs, isPhaseRight, stretches, rivals };
}

/** When each rule beside ours would have raised an alarm within the trouble; one that stood before counts. */
function rivalsOn(samples: readonly JudgedSample[], { from, to }: Trouble): (number | null)[] {
  const answers = answersOf(samples);
  const first = answers.findIndex(({ scheduledAt }) => scheduledAt >= from);
  const after = answers.findIndex(({ scheduledAt }) => scheduledAt >= to);
  return rivalAlarms(answers, MINUTE_MS, first).map(({ alarms }) => {
    const found = alarms.find((alarm) => alarm.last >= first && alarm.first < after);
    if (found === undefined) return null;
    const { scheduledAt, totalMs } = answers[Math.max(first, found.first)] ?? { scheduledAt: from };
    return scheduledAt - from + MINUTE_MS + (totalMs ?? 0);
  });
}
