import {
  type CouncilMemory,
  decodeCouncilMemory,
  EMPTY_COUNCIL_MEMORY,
  encodeCouncilMemory,
} from './rules/council/council-memory.ts';
import type { OwnNetwork } from './rules/council/own-network.ts';
import { decodeBook, EMPTY_BOOK, encodeBook, type IncidentBook } from './rules/incidents/book.ts';

/** What the rules on many targets remember from one evaluation to the next. */
export interface JudgingMemory {
  readonly council: CouncilMemory;
  readonly book: IncidentBook;
  readonly ownNetwork: OwnNetwork | null;
  /**
   * Since when response times of nearly all fields move together, which is taken for our own network, epoch ms;
   * null = they do not.
   */
  readonly movedSince: number | null;
}

export const EMPTY_MEMORY: JudgingMemory = {
  council: EMPTY_COUNCIL_MEMORY,
  book: EMPTY_BOOK,
  ownNetwork: null,
  movedSince: null,
};

interface Encoded {
  readonly council: string;
  readonly book: string;
  readonly ownNetwork: OwnNetwork | null;
  /** Absent in a memory of an earlier version. */
  readonly movedSince?: number | null;
}

export function encodeMemory({ council, book, ownNetwork, movedSince }: JudgingMemory): string {
  const encoded: Encoded = {
    council: encodeCouncilMemory(council),
    book: encodeBook(book),
    ownNetwork,
    movedSince,
  };
  return JSON.stringify(encoded);
}

/** What is of another version of the program begins empty, each part for itself. */
export function decodeMemory(text: string): JudgingMemory {
  const { council, book, ownNetwork, movedSince } = parsed(text);
  return {
    council: decodeCouncilMemory(council) ?? EMPTY_COUNCIL_MEMORY,
    book: decodeBook(book) ?? EMPTY_BOOK,
    ownNetwork,
    movedSince: movedSince ?? null,
  };
}

/** Guarantee of the type: only {@link encodeMemory} writes such texts, whole. */
function parsed(text: string): Encoded {
  return JSON.parse(text);
}
