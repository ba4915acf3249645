import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export const PAGE_BYTES = 4096;

/** Flips every byte of three pages of a table, at a share of its pages. */
export function flipPages(path: string, table: string, place: number): void {
  const db = new DatabaseSync(path);
  const sql = 'SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno';
  const pages = db.prepare(sql).all(table);
  db.close();
  const bytes = readFileSync(path);
  const first = Math.floor(pages.length * place);
  for (const page of pages.slice(first, first + 3)) {
    const from = (Number(page['pageno']) - 1) * PAGE_BYTES;
    for (let at = from; at < from + PAGE_BYTES; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  }
  writeFileSync(path, bytes);
}

export function overwrite(path: string, at: number, bytes: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}
