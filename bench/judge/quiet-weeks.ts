import { AFFECTED_JUDGEMENTS } from '../../src/core/words/judgement.ts';
import { judgeSample } from '../../src/judge/rules/target/judge-sample.ts';
import { createSeriesState } from '../../src/judge/rules/target/series-state.ts';
import { contextOf, FIRST_DAY } from './council-clock.ts';
import { MadeTarget } from './made-target.ts';
import { answersOf, rivalAlarms } from './rival-alarms.ts';
import { RIVALS } from './rivals.ts';

const DAY_MS = 86_400_000;
const DAYS = 7;

export interface QuietFigures {
  readonly intervalMs: number;
  readonly targetDays: number;
  /** Stretches that were said although nothing was planted. */
  readonly incidents: number;
  /** Of these: said to fail. */
  readonly failing: number;
  /** The same of the rules beside ours, in their order. */
  readonly rivals: readonly number[];
  /** Judging alone, µs of CPU a sample. */
  readonly cpuUs: number;
}

/** Seven days from nothing of targets in which nothing happens, each beginning on another weekday. */
export function judgeQuietWeeks(targets: number, intervalMs: number): QuietFigures {
  const context = contextOf(intervalMs);
  let incidents = 0;
  let failing = 0;
  const rivals = RIVALS.map(() => 0);
  let samples = 0;
  let cpuUs = 0;
  for (let target = 0; target < targets; target += 1) {
    const made = new MadeTarget(target + 1);
    const from = FIRST_DAY + (target % 7) * DAY_MS;
    const confirms = context.settings.confirmed === 'by-attempt';
    const week = Array.from({ length: (DAYS * DAY_MS) / intervalMs }, (_, slot) =>
      made.slot(from + slot * intervalMs, null, confirms),
    ).flat();
    const state = createSeriesState();
    let wasAffected = false;
    const before = process.cpuUsage();
    for (const sample of week) {
      const { judgement } = judgeSample(state, sample, context);
      const isAffected = AFFECTED_JUDGEMENTS.has(judgement);
      if (isAffected && !wasAffected) {
        incidents += 1;
        if (judgement === 'failing') failing += 1;
      }
      wasAffected = isAffected;
    }
    cpuUs += process.cpuUsage(before).user;
    samples += week.length;
    rivalAlarms(answersOf(week), intervalMs).forEach(({ alarms }, index) => {
      rivals[index] = (rivals[index] ?? 0) + alarms.length;
    });
  }
  const targetDays = targets * DAYS;
  return { intervalMs, targetDays, incidents, failing, rivals, cpuUs: cpuUs / samples };
}
