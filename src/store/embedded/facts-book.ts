import { FACT_COLUMNS, type FactValue } from './facts.ts';
import { type SqliteFile, textOf, wholeOf } from './sqlite-file.ts';

/** Verdict of facts in bits: 0–1 the outcome, 2 suspect. */
export const KIND_FAILURE = 1;
export const KIND_MISSED = 2;
export const KIND_OUTCOME = 3;
export const KIND_SUSPECT = 4;

/** Texts held in memory before all are forgotten. */
const CACHED_TEXTS = 50_000;

const AS_TEXT = `json_array(${FACT_COLUMNS.join(', ')})`;
const INSERT = `INSERT INTO facts VALUES (?${', ?'.repeat(FACT_COLUMNS.length)})`;

/** The table `facts` of a day's file, the entries in use cached. Ids begin at 1. */
export class FactsBook {
  readonly #file: SqliteFile;
  readonly #texts = new Map<number, string>();
  readonly #kinds = new Map<number, number>();
  #next: number;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#next = wholeOf(file.row('SELECT max(id) FROM facts')?.[0]) + 1;
  }

  /** The id that comes next; what {@link forgetFrom} returns to. */
  get nextId(): number {
    return this.#next;
  }

  /** `text`: the values as a JSON array, where the caller holds it too. */
  add(values: readonly FactValue[], text = JSON.stringify(values)): number {
    const id = this.#next;
    this.#file.run(INSERT, id, ...values);
    this.#next = id + 1;
    this.#keep(id, text);
    this.#kinds.set(id, kindOfVerdict(values[2], values[16]));
    return id;
  }

  /** Forgets entries whose transaction has failed. */
  forgetFrom(id: number): void {
    for (let gone = id; gone < this.#next; gone += 1) {
      this.#texts.delete(gone);
      this.#kinds.delete(gone);
    }
    this.#next = Math.min(this.#next, id);
  }

  /** Fact values as a JSON array; null for an id that the file does not hold. */
  textOf(id: number): string | null {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const row = this.#file.row(`SELECT ${AS_TEXT} FROM facts WHERE id = ?`, id);
    if (row === null) return null;
    const text = textOf(row[0]);
    this.#keep(id, text);
    return text;
  }

  /** As {@link textOf}, without reading the file. */
  textInMemory(id: number): string | null {
    return this.#texts.get(id) ?? null;
  }

  /** Reads all facts into memory at once; for answers that need thousands of them. */
  load(): void {
    const sql = `SELECT id, ${AS_TEXT} FROM facts ORDER BY id DESC LIMIT ?`;
    for (const row of this.#file.rows(sql, CACHED_TEXTS))
      this.#keep(wholeOf(row[0]), textOf(row[1]));
  }

  /** Outcome and validity of facts as `KIND_` bits. */
  kindOf(id: number): number {
    const known = this.#kinds.get(id);
    if (known !== undefined) return known;
    const row = this.#file.row('SELECT outcome, validity FROM facts WHERE id = ?', id);
    const kind = kindOfVerdict(textOf(row?.[0]), textOf(row?.[1]));
    this.#kinds.set(id, kind);
    return kind;
  }

  #keep(id: number, text: string): void {
    if (this.#texts.size >= CACHED_TEXTS) this.#texts.clear();
    this.#texts.set(id, text);
  }
}

function kindOfVerdict(outcome: unknown, validity: unknown): number {
  const verdict = outcome === 'failure' ? KIND_FAILURE : outcome === 'missed' ? KIND_MISSED : 0;
  return validity === 'suspect' ? verdict | KIND_SUSPECT : verdict;
}
