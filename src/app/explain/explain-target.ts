import { targetsOf } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import { nearestOf } from '../../core/nearest.ts';
import type { SampleStore, TimeRange } from '../../core/ports/sample-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Verdict } from '../../core/words/judgement.ts';
import type { Text } from '../../core/words/language.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Family } from '../../core/words/outcome.ts';
import type { Sample } from '../../core/words/sample.ts';
import { OPERATOR } from '../../core/words/viewer.ts';
import { endOf, type ReplayedCouncil } from '../../judge/replay.ts';
import { type MovedPhase, phasesOf } from '../../judge/rules/target/phase-normals.ts';
import { type JudgedState, SeriesStates } from '../../judge/series-states.ts';
import { createGate } from '../../share/seal.ts';
import type { Environment } from '../authorities.ts';
import { backtestConfig } from '../backtest/backtest-config.ts';
import { CouncilsByDay } from '../backtest/councils-by-day.ts';
import { samplesInOrder } from '../backtest/samples-in-order.ts';
import { readIncidents, readStopped } from '../control/direct-state.ts';
import { influxOf } from '../export.ts';
import { openSampleReader } from '../sample-reader.ts';
import { type StoreDirectory, storeDirectoryOf } from '../store-directory.ts';
import { timeAsked } from '../time-asked.ts';
import type { Warn } from '../validate.ts';

export interface ExplainQuery {
  readonly target: string;
  readonly dataDir: string;
  /** Folder of the configuration; null = `./config`. */
  readonly configDir: string | null;
  /** ISO or epoch ms; null = now. */
  readonly at: string | null;
  readonly environment: Environment;
  /** Epoch ms. */
  readonly now: number;
  readonly warn: Warn;
}

/** What the rules say of one series, and by what. */
export interface ExplainedSeries {
  readonly family: Family;
  readonly verdict: Verdict;
  /** Of every phase the usual and the newest, ms; null before a normal is known. */
  readonly phases: readonly MovedPhase[] | null;
  /** Answers that taught the normal. */
  readonly answers: number;
  /** Slot of the first of them, epoch ms; null before it. */
  readonly learnedFrom: number | null;
  /** The newest sample of either attempt. */
  readonly newest: Sample;
}

export interface Explanation {
  readonly target: string;
  readonly name: Text | null;
  /** Of which moment it is told, epoch ms. */
  readonly at: number;
  readonly practice: boolean;
  readonly timezone: string;
  /** Samples read, and the end of the first; 0 and null where there are none. */
  readonly samples: number;
  readonly readFrom: number | null;
  readonly series: readonly ExplainedSeries[];
  /** Kept incidents with the target that lasted at that moment, the newest first. */
  readonly incidents: readonly Incident[];
}

/** So much of what is stored teaches, ms, as in a backtest. */
const PAST_MS = 14 * 86_400_000;

/**
 * What the rules say of a target at a moment, from stored samples before it alone, beside a running
 * service; sealed for the operator. Rejects with `usage`, `config_invalid`, `not_found` for a target
 * that is not judged then or has no samples, `store_unavailable`, `store_newer`.
 */
export async function explainTarget(query: ExplainQuery): Promise<Marked<Explanation>> {
  const data = await explanationOf(query);
  const marked = createGate().seal(OPERATOR, { kind: 'council' }, { asOf: data.at, data });
  if (marked === null) throw new AppError('forbidden', 'this viewer may not see judgements');
  return marked;
}

async function explanationOf(query: ExplainQuery): Promise<Explanation> {
  const { target, dataDir, configDir, now } = query;
  const store = storeDirectoryOf(dataDir);
  const config = await backtestConfig(configDir, store, query.warn);
  const { timezone } = config.council;
  const at = Math.min(now, timeAsked(query.at, '--at', timezone) ?? now);
  const stopped = readStopped(store.dir);
  const councils = await CouncilsByDay.of({ config, storeDir: store.dir, stopped });
  const known = targetsOf(config).find((each) => each.target.id === target);
  if (!isJudged(councils.at(at), target)) throw notJudged(target, councils.at(at));
  const influx = influxOf(config, configDir ?? 'config', query.environment);
  const reader = await openSampleReader({ dataDir, influx });
  try {
    const judged = await judgePast({ target, councils, reader }, { from: at - PAST_MS, to: at });
    if (judged.samples === 0) throw nothingStored(query);
    const incidents = incidentsAt(store, { target, at });
    const about = { target, name: known?.member.name ?? null, practice: store.practice };
    return { ...about, at, timezone, ...judged, incidents };
  } finally {
    await reader.close();
  }
}

interface Past {
  readonly target: string;
  readonly councils: CouncilsByDay;
  readonly reader: Pick<SampleStore, 'scan'>;
}

/** Judges every sample that had ended, as the service would have had it only this target. */
async function judgePast({ target, councils, reader }: Past, range: TimeRange) {
  const states = new SeriesStates();
  const newest = new Map<JudgedState, Sample>();
  const scan: SampleStore['scan'] = (query) => reader.scan({ ...query, target });
  let council = councils.at(range.from);
  const cuts = [...councils.cuts(range)];
  let [samples, readFrom] = [0, null as number | null];
  for await (const stretch of samplesInOrder({ scan }, range, cuts)) {
    if (cuts.includes(stretch.from)) council = councils.at(stretch.from);
    const place = placeIn(council, target);
    for (const sample of stretch.samples) {
      if (place === null || endOf(sample) > range.to) continue;
      const inMaintenance = council.maintenanceOf(target, sample.scheduledAt) !== null;
      const context = { settings: place.settings, inMaintenance, mayAdopt: true };
      const one = states.judge(sample, context);
      if (one !== null) newest.set(one, sample);
      samples += 1;
      readFrom ??= endOf(sample);
    }
  }
  return { samples, readFrom, series: [...newest].flatMap(explained).sort(byFamily) };
}

function explained([one, newest]: readonly [JudgedState, Sample]): ExplainedSeries[] {
  const { family, verdict, state } = one;
  if (verdict === null) return [];
  const { normalMs } = verdict;
  return [
    {
      ...{ family, verdict, newest, answers: state.taught },
      phases: normalMs === null ? null : phasesOf(state, normalMs),
      learnedFrom: Number.isNaN(state.firstTaughtAt) ? null : state.firstTaughtAt,
    },
  ];
}

function byFamily(a: ExplainedSeries, b: ExplainedSeries): number {
  return a.family - b.family;
}

function placeIn({ council }: ReplayedCouncil, target: string) {
  return council.places.get(target) ?? council.references.get(target) ?? null;
}

function isJudged(council: ReplayedCouncil, target: string): boolean {
  return placeIn(council, target) !== null;
}

function incidentsAt(
  { dir }: StoreDirectory,
  { target, at }: { readonly target: string; readonly at: number },
): readonly Incident[] {
  return readIncidents(dir, target).filter(
    ({ openedAt, endedAt }) => openedAt <= at && (endedAt === null || endedAt > at),
  );
}

function notJudged(target: string, { council }: ReplayedCouncil): AppError {
  const nearest = nearestOf(target, [...council.places.keys()]);
  return new AppError('not_found', {
    ja: `${target} という計測対象は、その時点では計測していません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}`,
    en: `${target} was no site that is measured at that time${nearest === null ? '' : ` (did you mean ${nearest}?)`}`,
  });
}

function nothingStored({ target, dataDir }: ExplainQuery): AppError {
  return new AppError('not_found', {
    ja: `${dataDir} に、その時点までの 14 日間の ${target} の計測値がありません`,
    en: `${dataDir} holds no samples of ${target} of the 14 days before that time`,
  });
}
