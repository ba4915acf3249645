import { isBefore, type Position, type Span } from './position.ts';

/** As it is kept in a file. */
export interface CursorState {
  readonly spans: readonly Span[];
  readonly head: Position;
}

/** Spans kept apart; a further one waits in line behind the newest. */
const MOST_SPANS = 16;

/**
 * What a bucket has not taken yet: spans that it was behind with, the oldest first, and everything from
 * the head on. Fresh records are taken from the head, so that what piled up does not keep them waiting.
 */
export class BucketCursor {
  #spans: Span[];
  #head: Position;

  constructor({ spans, head }: CursorState) {
    this.#spans = [...spans];
    this.#head = head;
  }

  get state(): CursorState {
    return { spans: [...this.#spans], head: this.#head };
  }

  /** Nothing before it waits. */
  get earliest(): Position {
    return this.#spans[0]?.from ?? this.#head;
  }

  /** Whether it has spans to catch up with. */
  get isBehind(): boolean {
    return this.#spans.length > 0;
  }

  /** Fresh records: from the head to the end of the log. */
  fresh(end: Position): Span | null {
    return isBefore(this.#head, end) ? { from: this.#head, to: end } : null;
  }

  /** The oldest span it is behind with. */
  oldest(): Span | null {
    return this.#spans[0] ?? null;
  }

  /** What lies between head and `end` is caught up with later; false where too many spans wait. */
  jump(end: Position): boolean {
    if (!isBefore(this.#head, end)) return true;
    const last = this.#spans.at(-1);
    if (last !== undefined && !isBefore(last.to, this.#head)) {
      this.#spans[this.#spans.length - 1] = { from: last.from, to: end };
    } else if (this.#spans.length >= MOST_SPANS) {
      return false;
    } else {
      this.#spans.push({ from: this.#head, to: end });
    }
    this.#head = end;
    return true;
  }

  /** Records from the start of `span`, one of the two above, up to `to` were taken. */
  advance(span: Span, to: Position): void {
    const [oldest] = this.#spans;
    if (oldest === undefined || span.from !== oldest.from) {
      this.#head = to;
    } else if (isBefore(to, oldest.to)) {
      this.#spans[0] = { from: to, to: oldest.to };
    } else {
      this.#spans.shift();
    }
  }

  /** Everything before `start` is gone; what of it had not been taken. */
  dropBefore(start: Position): readonly Span[] {
    const gone: Span[] = [];
    const kept: Span[] = [];
    for (const span of this.#spans) {
      if (isBefore(span.from, start)) {
        gone.push({ from: span.from, to: isBefore(span.to, start) ? span.to : start });
      }
      if (isBefore(start, span.to)) {
        kept.push({ from: isBefore(span.from, start) ? start : span.from, to: span.to });
      }
    }
    this.#spans = kept;
    if (isBefore(this.#head, start)) {
      gone.push({ from: this.#head, to: start });
      this.#head = start;
    }
    return gone;
  }
}
