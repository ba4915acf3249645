import type { Produced } from './command.ts';

/** Pairs (id, ms) of one kind of delay, as they cross between processes. */
export interface LedgerPages {
  readonly dns: readonly number[];
  readonly tls: readonly number[];
  readonly wait: readonly number[];
  readonly gap: readonly number[];
}

type DelayKind = keyof LedgerPages;

/** Keeps what one truth server really did; id 0 is not kept. */
export class Ledger {
  #pages: Record<DelayKind, number[]> = emptyPages();

  record(kind: DelayKind, id: number, producedMs: number): void {
    if (id !== 0) this.#pages[kind].push(id, producedMs);
  }

  /** Hands over everything and starts anew. */
  take(): LedgerPages {
    const pages = this.#pages;
    this.#pages = emptyPages();
    return pages;
  }
}

/** Joins the ledgers of several servers by id. */
export function joinLedgers(ledgers: readonly LedgerPages[]): ReadonlyMap<number, Produced> {
  const joined = new Map<number, { -readonly [Key in keyof Produced]: Produced[Key] }>();
  for (const ledger of ledgers) {
    for (const [kind, field] of FIELDS) {
      const page = ledger[kind];
      for (let index = 0; index + 1 < page.length; index += 2) {
        const id = page[index] ?? 0;
        const produced = joined.get(id) ?? { dnsMs: null, tlsMs: null, waitMs: null, gapMs: null };
        produced[field] = page[index + 1] ?? null;
        joined.set(id, produced);
      }
    }
  }
  return joined;
}

const FIELDS: readonly (readonly [DelayKind, keyof Produced])[] = [
  ['dns', 'dnsMs'],
  ['tls', 'tlsMs'],
  ['wait', 'waitMs'],
  ['gap', 'gapMs'],
];

function emptyPages(): Record<DelayKind, number[]> {
  return { dns: [], tls: [], wait: [], gap: [] };
}
