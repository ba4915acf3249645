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
  /** As its own decoder takes it; in a memory of an earlier version the text of it. */
  readonly council: unknown;
  readonly book: unknown;
  readonly ownNetwork: OwnNetwork | null;
  /** Absent in a memory of an earlier version. */
  readonly movedSince?: number | null;
}

/** The parts as they are: as texts in a text they would be gone through again, megabytes in a flood. */
export function encodeMemory({ council, book, ownNetwork, movedSince }: JudgingMemory): string {
  const encoded: Omit<Encoded, 'council' | 'book'> = { ownNetwork, movedSince };
  const parts = `"council":${encodeCouncilMemory(council)},"book":${encodeBook(book)}`;
  return `${JSON.stringify(encoded).slice(0, -1)},${parts}}`;
}

/** What is of another version of the program begins empty, each part for itself. */
export function decodeMemory(text: string): JudgingMemory {
  const { council, book, ownNetwork, movedSince } = parsed(text);
  return {
    council: decodeCouncilMemory(textOf(council)) ?? EMPTY_COUNCIL_MEMORY,
    book: decodeBook(textOf(book)) ?? EMPTY_BOOK,
    ownNetwork,
    movedSince: movedSince ?? null,
  };
}

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part);
}

/** Guarantee of the type: only {@link encodeMemory} writes such texts, whole. */
function parsed(text: string): Encoded {
  return JSON.parse(text);
}
