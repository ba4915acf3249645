import {
  type BacktestReport,
  type BacktestSide,
  backtestStored,
} from '../app/backtest/backtest-stored.ts';
import { differencesOf } from '../app/backtest/differences.ts';
import { warningLine } from '../app/validate.ts';
import type { Language, Text } from '../core/words/language.ts';
import type { Marking } from '../core/words/marking.ts';
import { backtestText } from './backtest-report.ts';
import { type Call, EXIT } from './command.ts';
import { complain, printMarked } from './outlet.ts';

const JUDGING: Text = { ja: '判定中', en: 'judging' };
/** Work shorter than this says nothing; longer work speaks this often, ms. */
const EVERY_MS = 2000;

/** `backtest --from`: stored samples judged again. 1 where two configurations give different incidents. */
export async function runStoredBacktest(call: Call, from: string): Promise<number> {
  const { language } = call;
  const marked = await backtestStored({
    dataDir: call.text('data') ?? 'data',
    ...{ from, to: call.text('to') },
    ...{ configDir: call.text('config'), againstDir: call.text('against') },
    ...{ environment: process.env, now: Date.now() },
    warn: (warning) => complain(warningLine(warning, language)),
    onProgress: speaker(language),
  });
  let exit: number = EXIT.ok;
  await printMarked(marked, (report, marking) => {
    const [ours, theirs] = report.sides;
    const isOther =
      ours !== undefined &&
      theirs !== undefined &&
      differencesOf(ours.incidents, theirs.incidents).length > 0;
    if (isOther) exit = EXIT.problem;
    return call.flag('json')
      ? `${JSON.stringify(jsonOf(report, marking))}\n`
      : backtestText(report, { marking, language });
  });
  return exit;
}

function speaker(language: Language): (ratio: number) => void {
  let spokenAt = performance.now();
  return (ratio) => {
    const now = performance.now();
    if (now - spokenAt < EVERY_MS) return;
    spokenAt = now;
    complain(`${JUDGING[language]} ${(100 * ratio).toFixed(0).padStart(3)} %`);
  };
}

function jsonOf(report: BacktestReport, marking: Marking) {
  const { sides, from, to, learnedFrom, practice, timezone } = report;
  const [ours, theirs = null] = sides;
  const data = {
    ...{ from, to, learnedFrom, practice, timezone },
    ...(ours === undefined ? {} : sideJson(ours)),
    ...(theirs === null ? {} : { against: sideJson(theirs) }),
  };
  return { marking, asOf: to, data };
}

function sideJson({ configDir, samples, counts, ...side }: BacktestSide) {
  const { incidents, openBefore, stretches, unjudged } = side;
  const byTarget = Map.groupBy(stretches, ({ target }) => target);
  return {
    ...{ config: configDir, samples, counts, openBefore },
    incidents: incidents.map(({ incident, why }) => ({ ...incident, why })),
    targets: [...byTarget].map(([target, told]) => ({
      target,
      stretches: told.map(({ target: _, ...stretch }) => stretch),
    })),
    unjudged,
  };
}
