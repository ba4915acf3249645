import { setImmediate as breathe } from 'node:timers/promises';
import { type Config, targetsOf } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { Text } from '../../core/words/language.ts';
import type { Marked } from '../../core/words/marked.ts';
import { OPERATOR } from '../../core/words/viewer.ts';
import { endOf, Replay, type ReplayResult } from '../../judge/replay.ts';
import { createGate } from '../../share/seal.ts';
import type { Environment } from '../authorities.ts';
import { readStopped } from '../control/direct-state.ts';
import { influxOf } from '../export.ts';
import { openSampleReader } from '../sample-reader.ts';
import { storeDirectoryOf } from '../store-directory.ts';
import { timeAsked } from '../time-asked.ts';
import type { Warn } from '../validate.ts';
import { backtestConfig } from './backtest-config.ts';
import { type BacktestCounts, countsOf } from './backtest-counts.ts';
import { CouncilsByDay } from './councils-by-day.ts';
import { samplesInOrder } from './samples-in-order.ts';
import { Unjudged, type UnjudgedTarget } from './unjudged.ts';

export interface BacktestQuery {
  readonly dataDir: string;
  /** ISO or epoch ms; `to` null = now. */
  readonly from: string;
  readonly to: string | null;
  /** Folder of the configuration; null = `./config`. */
  readonly configDir: string | null;
  /** Of a second one, judged beside it; null = none. */
  readonly againstDir: string | null;
  readonly environment: Environment;
  /** Epoch ms. */
  readonly now: number;
  readonly warn: Warn;
  /** Told how far it is, in [0, 1]. */
  readonly onProgress: (ratio: number) => void;
}

/** What the rules would have said under one configuration. */
export interface BacktestSide extends ReplayResult {
  readonly configDir: string;
  readonly counts: BacktestCounts;
  /** Stored in the range, and not judged. */
  readonly unjudged: readonly UnjudgedTarget[];
  /** Names of members by target. */
  readonly names: ReadonlyMap<string, Text>;
}

export interface BacktestReport extends TimeRange {
  /** Slot of the oldest sample that taught, epoch ms. */
  readonly learnedFrom: number;
  readonly practice: boolean;
  readonly timezone: string;
  /** One, or two to be compared. */
  readonly sides: readonly BacktestSide[];
}

/** So much of what is stored before the range teaches, ms. */
const WARM_UP_MS = 14 * 86_400_000;

/**
 * Judges stored samples again, beside a running service, by one configuration or two; sealed for the
 * operator. Rejects with `usage`, `config_invalid`, `not_found` where nothing is stored in the range,
 * `store_unavailable`, `store_newer`.
 */
export async function backtestStored(query: BacktestQuery): Promise<Marked<BacktestReport>> {
  const report = await backtestReport(query);
  const gate = createGate();
  const marked = gate.seal(OPERATOR, { kind: 'council' }, { asOf: report.to, data: report });
  if (marked === null) throw new AppError('forbidden', 'this viewer may not see judgements');
  return marked;
}

async function backtestReport(query: BacktestQuery): Promise<BacktestReport> {
  const store = storeDirectoryOf(query.dataDir);
  const config = await backtestConfig(query.configDir, store, query.warn);
  const range = rangeOf(query, config.council.timezone);
  const begin = { beginsAt: range.from - WARM_UP_MS, from: range.from };
  const stopped = readStopped(store.dir);
  const sideOf = async (dir: string | null, each: Config) =>
    new Side(dir ?? 'config', each, {
      ...begin,
      councils: await CouncilsByDay.of({ config: each, storeDir: store.dir, stopped }),
    });
  const sides = [await sideOf(query.configDir, config)];
  const { againstDir } = query;
  if (againstDir !== null) {
    sides.push(await sideOf(againstDir, await backtestConfig(againstDir, store, query.warn)));
  }
  const learnedFrom = await replayAll(query, { config, sides, range });
  return {
    ...range,
    ...{ learnedFrom, practice: store.practice, timezone: config.council.timezone },
    sides: sides.map((side) => side.finish(range)),
  };
}

interface Replaying {
  readonly config: Config;
  readonly sides: readonly Side[];
  readonly range: TimeRange;
}

/** The slot of the first sample; rejects with `not_found` where the range holds none. */
async function replayAll(query: BacktestQuery, { config, sides, range }: Replaying) {
  const { dataDir, configDir, environment } = query;
  const influx = influxOf(config, configDir ?? 'config', environment);
  const reader = await openSampleReader({ dataDir, influx });
  const whole = { from: range.from - WARM_UP_MS, to: range.to };
  const ofSides = sides.flatMap((side) => side.cuts(whole));
  const cuts = [...new Set([...ofSides, range.from])].sort((a, b) => a - b);
  let first = Number.POSITIVE_INFINITY;
  let isFound = false;
  try {
    for await (const stretch of samplesInOrder(reader, whole, cuts)) {
      for (const side of sides) side.begin(stretch.from);
      for (const sample of stretch.samples) {
        first = Math.min(first, sample.scheduledAt);
        isFound ||= endOf(sample) >= range.from;
        for (const side of sides) side.observe(sample);
      }
      query.onProgress((stretch.to - whole.from) / (whole.to - whole.from));
      await breathe();
    }
  } finally {
    await reader.close();
  }
  if (!isFound) throw nothingStored(query);
  return first;
}

interface SideParts {
  readonly beginsAt: number;
  readonly from: number;
  readonly councils: CouncilsByDay;
}

/** One configuration, and what comes of it. */
class Side {
  readonly #dir: string;
  readonly #config: Config;
  readonly #parts: SideParts;
  readonly #replay: Replay;
  readonly #unjudged = new Unjudged();
  readonly #cuts: number[] = [];

  constructor(dir: string, config: Config, parts: SideParts) {
    this.#dir = dir;
    this.#config = config;
    this.#parts = parts;
    this.#replay = new Replay(parts.councils.at(parts.beginsAt), parts);
  }

  /** As `CouncilsByDay` has them. */
  cuts(range: TimeRange): readonly number[] {
    const cuts = this.#parts.councils.cuts(range);
    this.#cuts.push(...cuts);
    return cuts;
  }

  /** Takes what is in force from `at` on, where that may be another. */
  begin(at: number): void {
    if (this.#cuts[0] !== at) return;
    this.#cuts.shift();
    this.#replay.useCouncil(this.#parts.councils.at(at), at);
  }

  observe(sample: Parameters<Replay['observe']>[0]): void {
    const isJudged = this.#replay.observe(sample);
    if (!isJudged && endOf(sample) >= this.#parts.from) this.#unjudged.take(sample);
  }

  finish(range: TimeRange): BacktestSide {
    const result = this.#replay.finish(range.to);
    const names = targetsOf(this.#config).map(({ target, member }) => {
      return [target.id, member.name] as const;
    });
    return {
      ...result,
      configDir: this.#dir,
      counts: countsOf(result, range),
      unjudged: this.#unjudged.all(),
      names: new Map(names),
    };
  }
}

function rangeOf({ from: since, to: until, now }: BacktestQuery, timezone: string): TimeRange {
  const from = timeAsked(since, '--from', timezone) ?? now;
  const to = Math.min(now, timeAsked(until, '--to', timezone) ?? now);
  if (from < to) return { from, to };
  throw new AppError('usage', {
    ja: `--from（${since}）は --to（${until ?? '現在'}）より前でなければなりません`,
    en: `--from (${since}) must lie before --to (${until ?? 'now'})`,
  });
}

function nothingStored({ dataDir, from, to }: BacktestQuery): AppError {
  return new AppError('not_found', {
    ja: `${dataDir} に ${from} から ${to ?? '現在'} までの計測値がありません`,
    en: `${dataDir} holds no samples between ${from} and ${to ?? 'now'}`,
  });
}
