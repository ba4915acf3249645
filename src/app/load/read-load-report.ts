import { setImmediate as breathe } from 'node:timers/promises';
import { readApplied } from '../../config/applied-config.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { nearestOf } from '../../core/nearest.ts';
import type { Marked } from '../../core/words/marked.ts';
import { OPERATOR } from '../../core/words/viewer.ts';
import { createGate, type Item } from '../../share/seal.ts';
import { newestSlot, readLoad } from '../../store/embedded/read-load.ts';
import { readStopped } from '../control/direct-state.ts';
import { type StoreDirectory, serviceStoresIn } from '../store-directory.ts';
import { zoneOf } from '../zone-of.ts';
import { DAY_MS, type LoadReport, LoadSums } from './load-report.ts';

export interface LoadQuery {
  readonly dataDir: string;
  /** null = all. */
  readonly target: string | null;
  /** Of public or of practice data; omitted = the public ones, or the store that has the target. */
  readonly practice?: boolean;
  /** Told after each hour that was read, in [0, 1]. */
  readonly onProgress?: (ratio: number) => void;
}

/**
 * Requests and bytes of the last 24 hours that are stored, beside a running service. Rejects with
 * `not_found` without samples, or without any of the target; `store_unavailable`, `store_newer`.
 */
export async function loadReportOf(query: LoadQuery): Promise<Marked<LoadReport>> {
  const report = await readLoadReport(query);
  const { target } = query;
  const of = report.targets[0];
  const item: Item =
    target === null || of === undefined
      ? { kind: 'council' }
      : { kind: 'target', target, member: of.member, sector: of.sector };
  const marked = createGate().seal(OPERATOR, item, { asOf: report.to, data: report });
  if (marked === null) throw new AppError('forbidden', 'this viewer may not see the load');
  return marked;
}

/** The same for who seals it as part of something else. */
export async function readLoadReport(query: LoadQuery): Promise<LoadReport> {
  const { dataDir, target } = query;
  const stores = serviceStoresIn(dataDir)
    .filter(({ practice }) => practice === (query.practice ?? practice))
    .flatMap((store) => {
      const newest = guarded(() => newestSlot(store.dir));
      return newest === null ? [] : [{ ...store, newest }];
    });
  const known = new Set<string>();
  for (const store of stores) {
    const read = await readStore(store, query);
    for (const id of read.known) known.add(id);
    if (target !== null && !read.known.has(target)) continue;
    const others = stores.filter((each) => each !== store).map(({ dir }) => dir);
    return { ...read.report, otherDirs: others };
  }
  if (target === null || known.size === 0) throw nothingStored(dataDir);
  throw unknownTarget(target, nearestOf(target, [...known]));
}

interface StoreWithSamples extends StoreDirectory {
  /** Epoch ms. */
  readonly newest: number;
}

interface StoreRead {
  readonly report: Omit<LoadReport, 'otherDirs'>;
  /** Ids of the range. */
  readonly known: ReadonlySet<string>;
}

async function readStore(
  { dir, practice, running, newest }: StoreWithSamples,
  { target, onProgress }: LoadQuery,
): Promise<StoreRead> {
  const to = running ? Math.max(newest + 1, Date.now()) : newest + 1;
  const from = to - DAY_MS;
  const sums = new LoadSums();
  const known = new Set<string>();
  let hours = 0;
  for (const rows of guardedRows(dir, { from, to })) {
    for (const row of rows) {
      known.add(row.target);
      if (target === null || row.target === target) sums.add(row);
    }
    hours += 1;
    onProgress?.(Math.min(1, hours / 25));
    await breathe();
  }
  const stopped = readStopped(dir).filter((each) => target === null || each.target === target);
  const timezone = await zoneOf(dir, null);
  const inForce = await idsInForce(dir);
  return { report: sums.report({ from, to, practice, timezone, stopped, inForce }), known };
}

/** null where it is not known which targets are in force. */
async function idsInForce(dir: string): Promise<ReadonlySet<string> | null> {
  try {
    const applied = await readApplied(dir);
    if (applied === null) return null;
    const targets = applied.parts.filter(({ kind }) => kind === 'target');
    return new Set(targets.map(({ id }) => id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'config_invalid') return null;
    throw error;
  }
}

function* guardedRows(...args: Parameters<typeof readLoad>): ReturnType<typeof readLoad> {
  const rows = readLoad(...args);
  for (;;) {
    const { done, value } = guarded(() => rows.next());
    if (done === true) return;
    yield value;
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('store_unavailable', messageOf(error), { cause: error });
  }
}

function nothingStored(dataDir: string): AppError {
  return new AppError('not_found', {
    ja: `${dataDir} に計測値がありません`,
    en: `${dataDir} holds no samples`,
  });
}

function unknownTarget(target: string, nearest: string | null): AppError {
  return new AppError('not_found', {
    ja: `${target} の計測値は、直近 24 時間にありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}`,
    en: `nothing of ${target} is stored of the last 24 hours${nearest === null ? '' : ` (did you mean ${nearest}?)`}`,
  });
}
