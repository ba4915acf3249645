import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError, messageOf } from '../../core/errors.ts';
import { type BrokenLine, CHAIN_START, type ChainEnd, followChain } from '../audit-chain.ts';
import { DayFile } from '../embedded/day-file.ts';
import { DAY_MS } from '../embedded/day-key.ts';
import { monthOf } from '../embedded/file-names.ts';
import { versionOf } from '../embedded/migrate-file.ts';
import { RollupFile } from '../embedded/rollup-file.ts';
import { IMPORTED_UNTIL } from '../embedded/rollup-import.ts';
import { type FileOptions, newerFile, wholeOf } from '../embedded/sqlite-file.ts';
import { StateFile } from '../embedded/state-file.ts';
import type { FileFault } from './check-backup.ts';
import { checkDay, type DayCheck } from './day-check.ts';
import * as faults from './fault-texts.ts';
import type { OnProgress } from './progress.ts';
import { bytesOnDisk, type StoredFile, storedFiles } from './stored-files.ts';

export interface VerifiedDay {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** Confirmations and missed slots included; null where the file is missing or cannot be read. */
  readonly samples: number | null;
  /** Lost samples: recorded as lost, or counted by the roll-ups and not there. */
  readonly lost: number;
}

export interface VerifiedStore {
  readonly files: number;
  readonly days: readonly VerifiedDay[];
  /** Hours of a series whose roll-ups were recomputed from their samples. */
  readonly recomputed: number;
  readonly audit: ChainEnd & { readonly broken: BrokenLine | null };
  /** Empty where all is well; losses that the store has recorded itself are none. */
  readonly problems: readonly FileFault[];
}

export interface VerifyOptions {
  readonly onProgress?: OnProgress;
  /** A line of the audit that must be there, such as the last one of an earlier backup. */
  readonly auditHolds?: ChainEnd;
}

const READING: FileOptions = { readOnly: true, sync: 'normal' };
const AUDIT_BLOCK = 1000;

/**
 * Checks a store, which a service may be using: SQLite's own check of every file, the samples of each
 * day against their roll-ups, and the chain of the audit. Writes nothing. Throws `store_newer`.
 */
export async function verifyStore(
  dir: string,
  options: VerifyOptions = {},
): Promise<VerifiedStore> {
  const files = storedFiles(dir);
  const problems: FileFault[] = [];
  const sound = await soundFiles(dir, files, { problems, ...options });
  const state = sound.find(({ kind }) => kind === 'state');
  const { losses, importedUntil } =
    state === undefined ? NOTHING_KNOWN : knownOf(join(dir, state.path));
  const days: VerifiedDay[] = [];
  let recomputed = 0;
  for (const start of daysToCheck(dir, files, sound)) {
    const path = `samples/${dateOf(start)}.sqlite`;
    const lost = losses.get(start) ?? { named: 0, unnamed: 0, waiting: false };
    const check = sound.some((file) => file.path === path)
      ? dayCheck(dir, start, { sound, importedUntil })
      : null;
    const counted = check?.missing ?? (isListed(files, path) ? 0 : rolledUp(dir, start, sound));
    recomputed += check?.recomputed ?? 0;
    days.push({
      day: dateOf(start),
      samples: check?.samples ?? null,
      lost: Math.max(counted, lost.named) + lost.unnamed,
    });
    if (lost.waiting) continue;
    const unrecorded = counted - lost.named;
    if (unrecorded > 0) problems.push({ file: path, text: faults.missingSamples(unrecorded) });
    const uncounted = check?.uncounted ?? 0;
    if (uncounted > 0) problems.push({ file: path, text: faults.uncounted(uncounted) });
    const different = check?.different ?? 0;
    if (different > 0) problems.push({ file: path, text: faults.differentRollups(different) });
  }
  const audit = state === undefined ? NO_AUDIT : auditOf(join(dir, state.path), options, problems);
  return { files: files.length, days, recomputed, audit, problems };
}

const NO_AUDIT = { ...CHAIN_START, broken: null };

async function soundFiles(
  dir: string,
  files: readonly StoredFile[],
  { problems, onProgress = () => {} }: VerifyOptions & { readonly problems: FileFault[] },
): Promise<StoredFile[]> {
  const totalBytes = files.reduce((sum, { path }) => sum + bytesOnDisk(join(dir, path)), 0);
  let doneBytes = 0;
  const sound: StoredFile[] = [];
  for (const file of files) {
    const bytes = bytesOnDisk(join(dir, file.path));
    const found = integrityOf(join(dir, file.path), file.known);
    if (found === 'ok') sound.push(file);
    else problems.push({ file: file.path, text: faults.damaged(found) });
    doneBytes += bytes;
    onProgress({ step: 'integrity', file: file.path, doneBytes, totalBytes });
    // Lets the program hear of a signal between two files.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return sound;
}

/** `ok`, or what SQLite found. */
function integrityOf(path: string, known: number): string {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    const version = versionOf(db);
    if (version > known) throw newerFile(path, version, known);
    return String(db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']);
  } catch (error) {
    if (error instanceof AppError) throw error;
    return messageOf(error);
  } finally {
    db?.close();
  }
}

interface DayLoss {
  /** Lost samples of known targets: the roll-ups count them too. */
  readonly named: number;
  readonly unnamed: number;
  /** A damaged file of the day is still to be salvaged. */
  readonly waiting: boolean;
}

/** What the state says of samples that need not be there. */
interface Known {
  /** By the start of the day. */
  readonly losses: ReadonlyMap<number, DayLoss>;
  /** Epoch ms; 0 = every roll-up was made of samples. */
  readonly importedUntil: number;
}

const NOTHING_KNOWN: Known = { losses: new Map(), importedUntil: 0 };

function knownOf(path: string): Known {
  const losses = new Map<number, DayLoss>();
  const add = (start: number, loss: Partial<DayLoss>) => {
    const { named, unnamed, waiting } = losses.get(start) ?? {
      named: 0,
      unnamed: 0,
      waiting: false,
    };
    losses.set(start, {
      named: named + (loss.named ?? 0),
      unnamed: unnamed + (loss.unnamed ?? 0),
      waiting: waiting || loss.waiting === true,
    });
  };
  const state = new StateFile(path, READING);
  try {
    for (const { file, target, samples } of state.lost()) {
      const start = Date.parse(file.slice(0, 10));
      add(start, target === null ? { unnamed: samples } : { named: samples });
    }
    for (const { start } of state.setAside()) add(start, { waiting: true });
    return { losses, importedUntil: state.mark(IMPORTED_UNTIL) ?? 0 };
  } finally {
    state.close();
  }
}

/** Days that have a file, and those after the first that only roll-ups know. */
function daysToCheck(
  dir: string,
  files: readonly StoredFile[],
  sound: readonly StoredFile[],
): number[] {
  const days = new Set(files.filter(({ kind }) => kind === 'day').map(({ start }) => start));
  const first = Math.min(...days);
  for (const { kind, start, path } of sound) {
    if (kind !== 'month') continue;
    for (const day of daysIn(join(dir, path), start)) if (day > first) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

function daysIn(path: string, month: number): number[] {
  const rollups = new RollupFile(path, month, READING);
  try {
    const sql = 'SELECT DISTINCT (key >> 28) / 24 FROM hour WHERE count + confirmations > 0';
    return rollups.file.rows(sql).map(([number]) => month + wholeOf(number) * DAY_MS);
  } finally {
    rollups.close();
  }
}

function isListed(files: readonly StoredFile[], path: string): boolean {
  return files.some((file) => file.path === path);
}

/** Samples of a day as its month's roll-ups count them. */
function rolledUp(dir: string, day: number, sound: readonly StoredFile[]): number {
  const count = withRollups(dir, day, sound, (rollups) => {
    if (rollups === null) return 0;
    const hours = (day - rollups.month) / 3_600_000;
    const sql = 'SELECT sum(count + confirmations) FROM hour WHERE key >= ? AND key < ?';
    return wholeOf(rollups.file.row(sql, hours * 2 ** 28, (hours + 24) * 2 ** 28)?.[0]);
  });
  return count;
}

/** Once more where something is amiss: a service may have written between two looks. */
function dayCheck(dir: string, day: number, by: DayCheckParts): DayCheck {
  const check = checkOnce(dir, day, by);
  const { missing, uncounted, different } = check;
  return missing + uncounted + different === 0 ? check : checkOnce(dir, day, by);
}

interface DayCheckParts extends Pick<Known, 'importedUntil'> {
  readonly sound: readonly StoredFile[];
}

function checkOnce(dir: string, day: number, { sound, importedUntil }: DayCheckParts): DayCheck {
  return withRollups(dir, day, sound, (rollups) => {
    const file = new DayFile(join(dir, `samples/${dateOf(day)}.sqlite`), day, READING);
    try {
      file.file.exec('BEGIN');
      return checkDay(file, rollups, importedUntil);
    } finally {
      file.close();
    }
  });
}

function withRollups<T>(
  dir: string,
  day: number,
  sound: readonly StoredFile[],
  work: (rollups: RollupFile | null) => T,
): T {
  const month = monthOf(day);
  const file = sound.find(({ kind, start }) => kind === 'month' && start === month);
  if (file === undefined || !existsSync(join(dir, file.path))) return work(null);
  const rollups = new RollupFile(join(dir, file.path), month, READING);
  try {
    return work(rollups);
  } finally {
    rollups.close();
  }
}

function auditOf(
  path: string,
  { auditHolds }: VerifyOptions,
  problems: FileFault[],
): VerifiedStore['audit'] {
  const state = new StateFile(path, READING);
  try {
    let end = CHAIN_START;
    let held = auditHolds === undefined || auditHolds.seq === 0;
    for (;;) {
      const lines = state.audit.lines({ after: end.seq, limit: AUDIT_BLOCK });
      held ||= lines.some(({ seq, hash }) => seq === auditHolds?.seq && hash === auditHolds.hash);
      const followed = followChain(lines, end);
      end = followed.end;
      if (followed.broken !== null) {
        problems.push({ file: 'state.sqlite', text: faults.brokenAudit(followed.broken) });
        return { ...end, broken: followed.broken };
      }
      if (lines.length < AUDIT_BLOCK) break;
    }
    if (!held)
      problems.push({ file: 'state.sqlite', text: faults.auditLacks(auditHolds?.seq ?? 0) });
    return { ...end, broken: null };
  } finally {
    state.close();
  }
}

function dateOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
