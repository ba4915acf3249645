import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from '../../../src/core/words/sample.ts';
import { BatchEncoder, messageOfBatch } from '../../../src/store/embedded/batch-encoder.ts';
import type { Position } from '../../../src/store/spool/position.ts';
import { HEADER_BYTES, readHeader } from '../../../src/store/spool/record.ts';
import { SpoolLog } from '../../../src/store/spool/spool-log.ts';

/** A log that samples can be added to as the spool adds them. */
export class TestLog {
  readonly log: SpoolLog;
  readonly #encoder = new BatchEncoder();

  constructor(dir: string, differs: { segmentBytes?: number; lastSegment?: number } = {}) {
    this.log = new SpoolLog({ dir, sync: 'normal', lastSegment: 0, ...differs });
  }

  /** One record. */
  add(samples: readonly Sample[], at = 0): void {
    for (const sample of samples) this.#encoder.add(sample);
    this.log.append(messageOfBatch(this.#encoder.seal(), 1), at);
  }

  /** Everything from a place on, and how many were lost on the way. */
  all(from: Position = this.log.start): { samples: Sample[]; lost: number } {
    const samples: Sample[] = [];
    let lost = 0;
    const { end } = this.log;
    for (let record = this.log.read(from, end); record; record = this.log.read(record.next, end)) {
      const content = record.content();
      samples.push(...content.samples);
      lost += content.lost;
    }
    return { samples, lost };
  }
}

export function segmentPath(dir: string, number: number): string {
  return join(dir, `${String(number).padStart(8, '0')}.log`);
}

/** Where the records of a segment begin, and where its last one ends. */
export function recordStarts(path: string): number[] {
  const bytes = readFileSync(path);
  const starts = [0];
  for (let at = 0; at < bytes.length; ) {
    const header = readHeader(bytes.subarray(at));
    if (header === null) throw new Error(`no record at ${at}`);
    at += HEADER_BYTES + header.length;
    starts.push(at);
  }
  return starts;
}
