import { createReadStream } from 'node:fs';
import { addressNumber, type Numbered } from './address-number.ts';
import { type AsRange, AsTable } from './as-table.ts';

export interface AsFile {
  readonly table: AsTable;
  /** Lines that say nothing that can be used, the first hundred, from 1. */
  readonly badLines: readonly number[];
  readonly badCount: number;
}

const MOST_BAD_LINES = 100;
/** Of four bytes, RFC 6793. */
const MOST_NUMBER = 4_294_967_295;

/**
 * Reads which autonomous system announces which addresses, cells parted by tabs or commas, one range
 * a line: `start,end,number,country,name` (as iptoasn.com has it), `start,end,number,name`,
 * `prefix,number,name`, or `address,length,number` (as CAIDA's pfx2as). Names may be absent;
 * `AS64500` is 64500, 0 is nobody's. Lines with `#` in front and a heading are passed over. Rejects
 * as the system does.
 */
export async function readAsFile(path: string): Promise<AsFile> {
  const reading = new LineReading();
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) reading.take(line);
  }
  if (rest !== '') reading.take(rest);
  return reading.end();
}

class LineReading {
  readonly #ranges: AsRange[] = [];
  readonly #badLines: number[] = [];
  #badCount = 0;
  #line = 0;

  take(line: string): void {
    this.#line += 1;
    const text = line.replace(/^\ufeff/, '').trim();
    if (text === '' || text.startsWith('#')) return;
    const read = rangeOf(cellsOf(text));
    if (read === null && this.#line === 1) return;
    if (read !== null) {
      if (read.number !== 0) this.#ranges.push(read);
      return;
    }
    this.#badCount += 1;
    if (this.#badLines.length < MOST_BAD_LINES) this.#badLines.push(this.#line);
  }

  end(): AsFile {
    return {
      table: new AsTable(this.#ranges),
      badLines: this.#badLines,
      badCount: this.#badCount,
    };
  }
}

/** Cells between tabs or, where there is none, commas; quotes around a cell are taken off. */
function cellsOf(text: string): readonly string[] {
  if (text.includes('\t')) return text.split('\t').map(unquoted);
  return [...text.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
    unquoted(cell),
  );
}

function unquoted(cell: string): string {
  const text = cell.trim();
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** null = the cells are no range. */
function rangeOf(cells: readonly string[]): AsRange | null {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = cells;
  if (first.includes('/')) return withNumber(prefixRange(first), second, third);
  if (/^\d{1,3}$/.test(second)) return withNumber(prefixRange(`${first}/${second}`), third, '');
  const isCountry = /^([A-Z]{2}|none|)$/i.test(fourth) && cells.length > 4;
  return withNumber(startToEnd(first, second), third, isCountry ? fifth : fourth);
}

interface Ends {
  readonly start: Numbered;
  readonly end: Numbered;
}

function withNumber(ends: Ends | null, numberText: string, name: string): AsRange | null {
  // Several announce it: the first stands for all.
  const digits = /^(?:AS)?(\d{1,10})(?:[_,].*)?$/i.exec(numberText)?.[1];
  const number = Number(digits);
  if (ends === null || !(number <= MOST_NUMBER)) return null;
  const { start, end } = ends;
  return { family: start.family, start: start.value, end: end.value, number, name };
}

function startToEnd(first: string, last: string): Ends | null {
  const start = addressNumber(first);
  const end = addressNumber(last);
  if (start === null || end === null || start.family !== end.family) return null;
  return start.value <= end.value ? { start, end } : null;
}

function prefixRange(prefix: string): Ends | null {
  const [address = '', lengthText = ''] = prefix.split('/');
  const base = addressNumber(address);
  const bits = base?.family === 4 ? 32 : 128;
  const length = Number(lengthText);
  if (base === null || !/^\d+$/.test(lengthText) || length > bits) return null;
  const size = 1n << BigInt(bits - length);
  const start = (base.value / size) * size;
  return { start: { ...base, value: start }, end: { ...base, value: start + size - 1n } };
}
