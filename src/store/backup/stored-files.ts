import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { daySchema } from '../embedded/day-schema.ts';
import { listDays, listMonths } from '../embedded/file-names.ts';
import { rollupSchema } from '../embedded/rollup-file.ts';
import { STATE_SCHEMA } from '../embedded/state-schema.ts';

/** One database of a data directory. */
export interface StoredFile {
  readonly kind: 'day' | 'month' | 'state';
  /** Below the data directory, with `/`. */
  readonly path: string;
  /** Start of its day or month, epoch ms; 0 for the state. */
  readonly start: number;
  /** The newest schema of its kind that this program knows. */
  readonly known: number;
}

/** The files of a store: days, then months, each in order of time, then the state. */
export function storedFiles(dir: string): StoredFile[] {
  const days = listDays(dir).map((start) => storedFile('day', start));
  const months = listMonths(dir).map((start) => storedFile('month', start));
  const state = existsSync(join(dir, 'state.sqlite')) ? [storedFile('state', 0)] : [];
  return [...days, ...months, ...state];
}

/** The newest schema that this program knows of a file, named below the data directory. */
export function knownSchemaOf(path: string): number {
  if (path.startsWith('samples/')) return storedFile('day', 0).known;
  return storedFile(path.startsWith('rollups/') ? 'month' : 'state', 0).known;
}

/** Bytes of a file with its log. */
export function bytesOnDisk(path: string): number {
  let bytes = 0;
  for (const name of [path, `${path}-wal`]) {
    bytes += statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

function storedFile(kind: StoredFile['kind'], start: number): StoredFile {
  const date = new Date(start).toISOString();
  switch (kind) {
    case 'day': {
      const path = `samples/${date.slice(0, 10)}.sqlite`;
      return { kind, path, start, known: daySchema(start).version };
    }
    case 'month': {
      const path = `rollups/${date.slice(0, 7)}.sqlite`;
      return { kind, path, start, known: rollupSchema(start).version };
    }
    case 'state':
      return { kind, path: 'state.sqlite', start, known: STATE_SCHEMA.version };
    default:
      return kind satisfies never;
  }
}
