import { comparePositions, type Position } from './position.ts';

/** What a turn is wanted for. */
export interface Wish {
  /** Fresh records go before what piled up. */
  readonly isFresh: boolean;
  readonly from: Position;
}

interface Waiting {
  readonly wish: Wish;
  readonly begin: () => void;
}

/**
 * Lets a few buckets send at a time: who has fresh records first, then who is furthest behind. So all of
 * them read the same records at about the same time, and none is left behind by another.
 */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #free: number;

  constructor(most: number) {
    this.#free = most;
  }

  /** Resolves when it is the caller's turn, with what ends it. */
  async enter(wish: Wish): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((begin) => this.#waiting.push({ wish, begin }));
    return () => this.#leave();
  }

  #leave(): void {
    const next = this.#waiting.reduce<Waiting | null>(
      (first, each) => (first === null || goesBefore(each.wish, first.wish) ? each : first),
      null,
    );
    if (next === null) {
      this.#free += 1;
      return;
    }
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.begin();
  }
}

function goesBefore(a: Wish, b: Wish): boolean {
  if (a.isFresh !== b.isFresh) return a.isFresh;
  return !a.isFresh && comparePositions(a.from, b.from) < 0;
}
