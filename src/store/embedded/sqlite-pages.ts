import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Cell } from './sqlite-file.ts';

/** A record found in a table's leaf page: its rowid and columns (an INTEGER PRIMARY KEY is null). */
export interface FoundRecord {
  readonly rowid: number;
  readonly columns: readonly Cell[];
}

const PAGE_BYTES = 4096;
const LEAF_OF_TABLE = 0x0d;
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** Cells larger than this spill into overflow pages: usable size − 35. */
const MAX_LOCAL = PAGE_BYTES - 35;
const MIN_LOCAL = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

/**
 * Reads a SQLite database without SQLite: every record of every readable table leaf, in the order of
 * the pages, then of the pages in its write-ahead log. Needs neither header, schema nor inner pages,
 * so it reads what a damaged or truncated file still holds. A record may come more than once, and one
 * that was deleted may come back. Yields one list a page. Source: https://www.sqlite.org/fileformat2.html
 */
export function* recordsOfDamaged(path: string): Generator<FoundRecord[], void> {
  const pages = new PageSource(path);
  try {
    for (const page of pages.all()) yield recordsOfPage(page, pages);
  } finally {
    pages.close();
  }
}

interface Page {
  readonly bytes: Buffer;
  /** Offset of the b-tree header: 100 in the first page. */
  readonly headerAt: number;
}

class PageSource {
  readonly #file: number;
  readonly #wal: number | null;
  /** Page number → place of its newest frame's content in the log. */
  readonly #frames = new Map<number, number>();

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.#wal = existsSync(`${path}-wal`) ? openSync(`${path}-wal`, 'r') : null;
    if (this.#wal !== null) this.#indexLog(this.#wal);
  }

  *all(): Generator<Page, void> {
    const count = Math.floor(fstatSync(this.#file).size / PAGE_BYTES);
    for (let number = 1; number <= count; number += 1) {
      const bytes = readAt(this.#file, (number - 1) * PAGE_BYTES, PAGE_BYTES);
      if (bytes !== null) yield { bytes, headerAt: number === 1 ? 100 : 0 };
    }
    for (const [number, at] of this.#frames) {
      const bytes = this.#wal === null ? null : readAt(this.#wal, at, PAGE_BYTES);
      if (bytes !== null) yield { bytes, headerAt: number === 1 ? 100 : 0 };
    }
  }

  page(number: number): Buffer | null {
    const frame = this.#frames.get(number);
    if (frame !== undefined && this.#wal !== null) return readAt(this.#wal, frame, PAGE_BYTES);
    return number < 1 ? null : readAt(this.#file, (number - 1) * PAGE_BYTES, PAGE_BYTES);
  }

  close(): void {
    closeSync(this.#file);
    if (this.#wal !== null) closeSync(this.#wal);
  }

  #indexLog(wal: number): void {
    const header = readAt(wal, 0, WAL_HEADER_BYTES);
    if (header === null) return;
    const salt = header.subarray(16, 24);
    let at = WAL_HEADER_BYTES;
    for (;;) {
      const frame = readAt(wal, at, FRAME_HEADER_BYTES);
      if (frame === null || !frame.subarray(8, 16).equals(salt)) return;
      this.#frames.set(frame.readUInt32BE(0), at + FRAME_HEADER_BYTES);
      at += FRAME_HEADER_BYTES + PAGE_BYTES;
    }
  }
}

function recordsOfPage(page: Page, pages: PageSource): FoundRecord[] {
  const { bytes, headerAt } = page;
  if (bytes[headerAt] !== LEAF_OF_TABLE) return [];
  const cells = bytes.readUInt16BE(headerAt + 3);
  const records: FoundRecord[] = [];
  for (let index = 0; index < cells; index += 1) {
    const pointerAt = headerAt + 8 + index * 2;
    if (pointerAt + 2 > PAGE_BYTES) break;
    const record = recordOfCell(bytes, bytes.readUInt16BE(pointerAt), pages);
    if (record !== null) records.push(record);
  }
  return records;
}

function recordOfCell(bytes: Buffer, cellAt: number, pages: PageSource): FoundRecord | null {
  const size = varintAt(bytes, cellAt);
  const rowid = size === null ? null : varintAt(bytes, size.next);
  if (size === null || rowid === null) return null;
  const length = size.value;
  if (length < 1 || length > MAX_PAYLOAD_BYTES) return null;
  const payload = payloadOf(bytes, { at: rowid.next, length }, pages);
  const columns = payload === null ? null : columnsOf(payload);
  return columns === null ? null : { rowid: rowid.value, columns };
}

function payloadOf(
  bytes: Buffer,
  cell: { readonly at: number; readonly length: number },
  pages: PageSource,
): Buffer | null {
  if (cell.length <= MAX_LOCAL) {
    const end = cell.at + cell.length;
    return end <= PAGE_BYTES ? bytes.subarray(cell.at, end) : null;
  }
  const spilled = MIN_LOCAL + ((cell.length - MIN_LOCAL) % (PAGE_BYTES - 4));
  const local = spilled <= MAX_LOCAL ? spilled : MIN_LOCAL;
  if (cell.at + local + 4 > PAGE_BYTES) return null;
  const parts = [bytes.subarray(cell.at, cell.at + local)];
  let missing = cell.length - local;
  let next = bytes.readUInt32BE(cell.at + local);
  while (missing > 0) {
    const page = pages.page(next);
    if (page === null) return null;
    parts.push(page.subarray(4, 4 + Math.min(missing, PAGE_BYTES - 4)));
    missing -= PAGE_BYTES - 4;
    next = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function columnsOf(payload: Buffer): Cell[] | null {
  const header = varintAt(payload, 0);
  if (header === null || header.value > payload.length) return null;
  const columns: Cell[] = [];
  let typeAt = header.next;
  let at = header.value;
  while (typeAt < header.value) {
    const type = varintAt(payload, typeAt);
    if (type === null) return null;
    const bytes = bytesOfType(type.value);
    if (at + bytes > payload.length) return null;
    columns.push(cellOf(type.value, payload.subarray(at, at + bytes)));
    at += bytes;
    typeAt = type.next;
  }
  return at === payload.length ? columns : null;
}

function bytesOfType(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

function cellOf(type: number, bytes: Buffer): Cell {
  if (type >= 12) return type % 2 === 1 ? bytes.toString('utf8') : new Uint8Array(bytes);
  if (type >= 1 && type <= 5) return bytes.readIntBE(0, bytes.length);
  if (type === 6) return Number(bytes.readBigInt64BE(0));
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 8) return 0;
  return type === 9 ? 1 : null;
}

/** SQLite's big-endian varint of up to nine bytes; null where it leaves the bytes or 2^53. */
function varintAt(
  bytes: Buffer,
  at: number,
): { readonly value: number; readonly next: number } | null {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) return null;
    if (byte < 0x80 || index === 8) return { value, next: at + index + 1 };
  }
  return null;
}

/** Exactly `length` bytes, null where the file ends before. */
function readAt(file: number, at: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, at) === length ? bytes : null;
}
