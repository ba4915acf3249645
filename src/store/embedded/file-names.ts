import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the store's files inside its data directory; days and months are of UTC. */
const DAY_NAME = /^(\d{4}-\d{2}-\d{2})\.sqlite$/;
const MONTH_NAME = /^(\d{4}-\d{2})\.sqlite$/;
const KEPT_NAME = /^(\d{4}-\d{2}(?:-\d{2})?)\.sqlite\.schema-\d+$/;
const DAMAGED_NAME = /^(\d{4}-\d{2}(?:-\d{2})?)\.sqlite\.damaged-\d+(?:-wal)?$/;

export function samplesDir(dir: string): string {
  return join(dir, 'samples');
}

export function rollupsDir(dir: string): string {
  return join(dir, 'rollups');
}

export function statePath(dir: string): string {
  return join(dir, 'state.sqlite');
}

/** Held locked by the process that owns the directory. */
export function lockPath(dir: string): string {
  return join(dir, 'store.lock');
}

/** There from the begin to the end of a restore. */
export function incompleteRestorePath(dir: string): string {
  return join(dir, 'restore-incomplete');
}

/** `day` is the start of a UTC day, epoch ms. */
export function dayPath(dir: string, day: number): string {
  return join(samplesDir(dir), `${new Date(day).toISOString().slice(0, 10)}.sqlite`);
}

/** `month` is the start of a UTC month, epoch ms. */
export function monthPath(dir: string, month: number): string {
  return join(rollupsDir(dir), `${new Date(month).toISOString().slice(0, 7)}.sqlite`);
}

/** Start of the UTC month that holds `at`, epoch ms. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** Start of the month after `month`, epoch ms. */
export function nextMonth(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** Starts of the days that have a file, ascending. */
export function listDays(dir: string): number[] {
  return startsOf(samplesDir(dir), DAY_NAME);
}

/** Starts of the months that have a file, ascending. */
export function listMonths(dir: string): number[] {
  return startsOf(rollupsDir(dir), MONTH_NAME);
}

/** Files that were set aside, with the start of their day or month. */
export function listDamaged(folder: string): { readonly path: string; readonly start: number }[] {
  return namesIn(folder).flatMap((name) => {
    const start = DAMAGED_NAME.exec(name)?.[1];
    return start === undefined ? [] : [{ path: join(folder, name), start: Date.parse(start) }];
  });
}

/** Copies kept from before a migration, with the start of their day or month. */
export function listKeptCopies(
  folder: string,
): { readonly path: string; readonly start: number }[] {
  return namesIn(folder).flatMap((name) => {
    const start = KEPT_NAME.exec(name)?.[1];
    return start === undefined ? [] : [{ path: join(folder, name), start: Date.parse(start) }];
  });
}

/** A file with what SQLite keeps beside it. */
export function withCompanions(path: string): string[] {
  return [path, `${path}-wal`, `${path}-shm`];
}

function startsOf(folder: string, pattern: RegExp): number[] {
  return namesIn(folder)
    .flatMap((name) => {
      const start = pattern.exec(name)?.[1];
      return start === undefined ? [] : [Date.parse(start)];
    })
    .filter((start) => !Number.isNaN(start))
    .sort((a, b) => a - b);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
