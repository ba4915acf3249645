import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A line that a bucket refused for good. */
export interface ParkedLine {
  /** Epoch ms. */
  readonly at: number;
  readonly problem: string;
  readonly line: string;
}

const MOST_BYTES = 64 * 2 ** 20;

/**
 * Lines that were refused for good, each with the refusal: one JSON object a line in
 * `parked/<bucket>.ndjson`. Beyond 64 MiB a bucket's lines are counted by the caller and not kept.
 */
export class ParkedFile {
  readonly #path: string;
  #bytes: number;

  constructor(dir: string, bucket: string) {
    mkdirSync(join(dir, 'parked'), { recursive: true });
    this.#path = join(dir, 'parked', `${bucket}.ndjson`);
    this.#bytes = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Throws what the file system throws. */
  add(lines: readonly ParkedLine[]): void {
    if (this.#bytes >= MOST_BYTES) return;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    appendFileSync(this.#path, text);
    this.#bytes += Buffer.byteLength(text);
  }
}
