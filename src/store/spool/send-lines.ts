import type { WriteLines, WriteResult } from './bucket-writer.ts';
import type { LineBatch } from './line-batch.ts';

export interface RefusedLine {
  readonly line: string;
  readonly problem: string;
}

/** What became of lines that were all settled. */
export interface Sent {
  readonly taken: number;
  readonly refused: readonly RefusedLine[];
}

export interface Sending {
  readonly write: WriteLines;
  /** Asked before each request: who may have these lines may have changed meanwhile. */
  readonly isWanted: () => boolean;
}

/** The lines are to be made anew. */
export class NotWanted extends Error {}

/** The lines cannot be settled now; all of them are to be sent again. */
export class NotNow extends Error {
  readonly result: Extract<WriteResult, { kind: 'later' | 'locked' }>;

  constructor(result: Extract<WriteResult, { kind: 'later' | 'locked' }>) {
    super(result.problem);
    this.result = result;
  }
}

/** Refused lines after which the rest of a batch, none of which passed, is taken for refused too. */
const MOST_REFUSED = 32;

/**
 * Sends the lines; halves them where some are refused or they are too many, until the refused ones are
 * known by themselves. What is sent twice is the same point. Throws {@link NotNow} and {@link NotWanted}.
 */
export async function sendLines(
  { write, isWanted }: Sending,
  bucket: string,
  lines: LineBatch,
): Promise<Sent> {
  const refused: RefusedLine[] = [];
  const parts = [{ from: 0, to: lines.count }];
  let taken = 0;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const { from, to } = part;
    if (!isWanted()) throw new NotWanted();
    const result = await write(bucket, lines.text(from, to));
    if (result.kind === 'taken') {
      taken += to - from;
      continue;
    }
    if (result.kind === 'later' || result.kind === 'locked') throw new NotNow(result);
    const isHopeless = taken === 0 && refused.length >= MOST_REFUSED;
    if (to - from === 1 || (isHopeless && result.kind === 'refused')) {
      for (let at = from; at < to; at += 1) {
        refused.push({ line: lines.text(at, at + 1), problem: result.problem });
      }
      continue;
    }
    const middle = Math.ceil((from + to) / 2);
    parts.push({ from: middle, to }, { from, to: middle });
  }
  return { taken, refused };
}
