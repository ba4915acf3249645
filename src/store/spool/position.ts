/** A place in the log: at the start of a record, or at the end of a segment. */
export interface Position {
  /** Number of the segment, from 1. */
  readonly segment: number;
  /** Bytes from its start. */
  readonly offset: number;
  /** Samples and points before it in its segment. */
  readonly entry: number;
}

/** Records from a place up to another. */
export interface Span {
  readonly from: Position;
  readonly to: Position;
}

/** Below zero where `a` comes before `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.segment === b.segment ? a.offset - b.offset : a.segment - b.segment;
}

export function isBefore(a: Position, b: Position): boolean {
  return comparePositions(a, b) < 0;
}
