import { setImmediate as nextTurn } from 'node:timers/promises';
import { LineBatch } from './line-batch.ts';
import { isBefore, type Position, type Span } from './position.ts';
import type { RecordLines } from './record-lines.ts';
import type { SpoolLog } from './spool-log.ts';

/** Lines of one request, and how far they reach. */
export interface Collected {
  readonly lines: LineBatch;
  readonly to: Position;
  /** Samples and points lost with damaged bytes on the way. */
  readonly lost: number;
}

export interface CollectLimits {
  /** Lines after which nothing more is added; a record is never parted. */
  readonly lines: number;
  /** Samples and points looked at, whoever takes them. */
  readonly entries: number;
}

/** Samples and points after which others have their turn in the thread. */
const ENTRIES_A_TURN = 1000;

/** Reads records of a span until there are lines enough for a request. */
export async function collect(
  parts: { readonly log: SpoolLog; readonly lines: RecordLines; readonly limits: CollectLimits },
  bucket: string,
  span: Span,
): Promise<Collected> {
  const { log, limits } = parts;
  const lines = new LineBatch();
  let [lost, entries, sinceTurn] = [0, 0, 0];
  let to = span.from;
  while (isBefore(to, span.to) && lines.count < limits.lines && entries < limits.entries) {
    const record = log.read(to, span.to);
    if (record === null) {
      to = span.to;
      break;
    }
    lost += parts.lines.addTo(lines, bucket, record);
    entries += record.entries;
    sinceTurn += record.entries;
    to = record.next;
    if (sinceTurn < ENTRIES_A_TURN) continue;
    sinceTurn = 0;
    await nextTurn();
  }
  return { lines, to, lost };
}
