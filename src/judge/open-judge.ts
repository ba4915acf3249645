import { setImmediate as breathe } from 'node:timers/promises';
import { codeOf, messageOf } from '../core/errors.ts';
import type { JudgementStore } from '../core/ports/judgement-store.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import type { MaintenanceOf } from '../core/words/maintenance.ts';
import type { Sample } from '../core/words/sample.ts';
import { CouncilStep } from './council-step.ts';
import { Judge, type JudgeParts } from './judge.ts';
import type { JudgedCouncil } from './judged-council.ts';
import { decodeMemory, EMPTY_MEMORY, type JudgingMemory } from './judging-memory.ts';
import { bookOfKept, EMPTY_BOOK, TOLD_MS } from './rules/incidents/book.ts';
import { SeriesStates } from './series-states.ts';

export interface JudgeOpening extends JudgeParts {
  readonly council: JudgedCouncil;
  readonly maintenanceOf: MaintenanceOf;
  readonly samples: Pick<SampleStore, 'scan'>;
}

/** Without a snapshot a series learns from so much of its stored past, ms, at least and at most. */
const LEAST_PAST_MS = 3_600_000;
const MOST_PAST_MS = 86_400_000;
/** About so many samples of the past are judged at a start. */
const PAST_SAMPLES = 500_000;

/**
 * Takes judging up where an earlier run left it: what it had learned, its open incidents, and the
 * samples that were stored since. Without such a run the newest part of the stored past teaches. Where
 * samples are kept elsewhere and cannot be had, judging begins without them. Rejects with
 * `store_unavailable` where what judging itself keeps cannot be read.
 */
export async function openJudge(opening: JudgeOpening): Promise<Judge> {
  const { store, council, maintenanceOf, clock, log } = opening;
  const memory = await memoryOf(store, clock.now());
  const snapshots = await store.series();
  const series = new SeriesStates();
  for (const snapshot of snapshots) {
    const [target = ''] = snapshot.series.split('/');
    if (council.places.has(target) || council.references.has(target)) series.restore(snapshot);
  }
  const startedMs = clock.monotonicMs();
  const replayed = await replay(series, opening, clock.now());
  log.info('judge.restored', {
    series: series.size,
    snapshots: snapshots.length,
    replayed,
    openIncidents: memory.book.targets.size + memory.book.patterns.size,
    tookMs: Math.round(clock.monotonicMs() - startedMs),
  });
  const judge = new Judge(opening, council, { series, step: new CouncilStep(memory) });
  judge.useMaintenance(maintenanceOf);
  return judge;
}

/** More than go on, or end in a week. */
const MOST_KEPT = 100_000;

/** What an earlier run remembered; where that is lost, with the incidents that it kept all the same. */
async function memoryOf(store: JudgementStore, now: number): Promise<JudgingMemory> {
  const text = await store.memory();
  const memory = text === null ? EMPTY_MEMORY : decodeMemory(text);
  if (memory.book !== EMPTY_BOOK) return memory;
  const [newest] = await store.incidents({ limit: 1 });
  if (newest === undefined) return memory;
  const kept = [...(await store.incidents({ endedSince: now - TOLD_MS, limit: MOST_KEPT }))];
  for (const { id, subject, endedAt } of [...kept]) {
    if (subject.kind === 'target' || endedAt !== null) continue;
    kept.push(...(await store.incidents({ mergedInto: id, limit: MOST_KEPT })));
  }
  return { ...memory, book: bookOfKept(kept, newest) };
}

/** Judges what was stored since each series' snapshot, oldest first in each; tells how many. */
async function replay(
  series: SeriesStates,
  { council, maintenanceOf, samples, log }: JudgeOpening,
  now: number,
): Promise<number> {
  const range = { from: replayFrom(series, council, now), to: now, attempts: 'all' } as const;
  let judged = 0;
  const judge = (sample: Sample): void => {
    const place = council.places.get(sample.target) ?? council.references.get(sample.target);
    if (place === undefined) return;
    const inMaintenance = maintenanceOf(sample.target, sample.scheduledAt) !== null;
    const context = { settings: place.settings, inMaintenance, mayAdopt: false };
    if (series.judge(sample, context) !== null) judged += 1;
  };
  try {
    for await (const block of samples.scan(range)) {
      for (const sample of block) judge(sample);
      await breathe();
    }
  } catch (error) {
    if (codeOf(error) !== 'store_unavailable') throw error;
    log.warn('judge.past_unavailable', { judged, error: messageOf(error) });
  }
  return judged;
}

/** The oldest snapshot, but no longer ago than the past that teaches; all of it where one is missing. */
function replayFrom(series: SeriesStates, council: JudgedCouncil, now: number): number {
  const earliest = now - pastOf(council);
  const known = [...series.all()];
  const restored = new Set(known.map(({ target }) => target));
  const isMissing = [...council.places.keys()].some((target) => !restored.has(target));
  if (isMissing) return earliest;
  return known.reduce((from, { judgedAt }) => Math.max(earliest, Math.min(from, judgedAt)), now);
}

/** As much past as holds about {@link PAST_SAMPLES}. */
function pastOf({ places }: JudgedCouncil): number {
  let perMs = 0;
  for (const { settings } of places.values()) perMs += 1 / settings.intervalMs;
  return Math.max(LEAST_PAST_MS, Math.min(MOST_PAST_MS, PAST_SAMPLES / perMs));
}
