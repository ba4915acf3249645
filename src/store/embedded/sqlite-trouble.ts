/** What SQLite's failure asks for. */
export type Trouble =
  /** The file's content is not a database any more. */
  | 'damaged'
  /** The disk is full, gone, read-only or locked: later may do. */
  | 'unavailable'
  /** None of SQLite's: a defect of ours. */
  | 'defect';

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
/** ABORT-like results that a retry may cure: PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN. */
const RETRIED = new Set([3, 5, 6, 7, 8, 10, 13, 14]);
/** I/O errors that mean a page cannot be read back as it was: SHORT_READ, DATA, CORRUPTFS. */
const DAMAGED_READS = new Set([10 | (2 << 8), 10 | (32 << 8), 10 | (33 << 8)]);

const SQLITE_READONLY = 8;

/** Whether something had to be written that may not be: by this connection, or at all. */
export function isReadOnly(error: unknown): boolean {
  const code = codeIn(error);
  return code !== null && (code & 0xff) === SQLITE_READONLY;
}

/** Classifies an error that a database call has thrown, by SQLite's (extended) result code. */
export function troubleOf(error: unknown): Trouble {
  const code = codeIn(error);
  if (code === null) return 'defect';
  const primary = code & 0xff;
  if (primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB || DAMAGED_READS.has(code)) {
    return 'damaged';
  }
  return RETRIED.has(primary) ? 'unavailable' : 'defect';
}

/** SQLite's (extended) result code; null where the error is none of SQLite's. */
function codeIn(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return Number(error.errcode);
}
