import type { Clock } from '../../core/ports/clock.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { AuditLine } from '../../core/words/audit.ts';
import {
  type BrokenLine,
  CHAIN_START,
  type ChainEnd,
  followChain,
} from '../../store/audit-chain.ts';

const LINES_AT_ONCE = 1000;
/** An answer is given again for so long, ms. */
const KEPT_MS = 60_000;

export interface CheckedChain {
  /** Epoch ms. */
  readonly checkedAt: number;
  readonly end: ChainEnd;
  readonly broken: BrokenLine | null;
}

/** All lines, the oldest first, in blocks. Rejects with `store_unavailable`. */
export async function* allLines(
  state: Pick<StateStore, 'auditLines'>,
): AsyncGenerator<readonly AuditLine[]> {
  for (let after = 0; ; ) {
    const lines = await state.auditLines({ after, limit: LINES_AT_ONCE });
    if (lines.length === 0) return;
    yield lines;
    after = lines.at(-1)?.seq ?? after;
  }
}

/** Follows the whole chain when somebody asks, once for all who ask at that time. */
export class ChainCheck {
  readonly #state: Pick<StateStore, 'auditLines'>;
  readonly #clock: Pick<Clock, 'now'>;
  #asked: { readonly at: number; readonly answer: Promise<CheckedChain> } | null = null;

  constructor(state: Pick<StateStore, 'auditLines'>, clock: Pick<Clock, 'now'>) {
    this.#state = state;
    this.#clock = clock;
  }

  /** Rejects with `store_unavailable`. */
  check(): Promise<CheckedChain> {
    const now = this.#clock.now();
    const age = now - (this.#asked?.at ?? -Infinity);
    if (this.#asked !== null && age >= 0 && age < KEPT_MS) return this.#asked.answer;
    const answer = this.#follow(now);
    this.#asked = { at: now, answer };
    // What failed is asked anew.
    answer.catch(() => {
      this.#asked = null;
    });
    return answer;
  }

  async #follow(checkedAt: number): Promise<CheckedChain> {
    let end = CHAIN_START;
    for await (const lines of allLines(this.#state)) {
      const followed = followChain(lines, end);
      end = followed.end;
      if (followed.broken !== null) return { checkedAt, end, broken: followed.broken };
    }
    return { checkedAt, end, broken: null };
  }
}
