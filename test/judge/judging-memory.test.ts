import { describe, expect, it } from 'vitest';
import { decodeMemory, EMPTY_MEMORY, encodeMemory } from '../../src/judge/judging-memory.ts';
import { encodeCouncilMemory } from '../../src/judge/rules/council/council-memory.ts';
import { EMPTY_BOOK, encodeBook } from '../../src/judge/rules/incidents/book.ts';

describe('what judging remembers', () => {
  const memory = {
    ...EMPTY_MEMORY,
    council: { ...EMPTY_MEMORY.council, evaluatedAt: 1_795_284_240_000 },
    book: { ...EMPTY_BOOK, day: '2026-11-22', next: 7, told: new Map([['target gas-1', 5]]) },
    movedSince: 9,
  };

  it('comes back from its text as it was', () => {
    expect(decodeMemory(encodeMemory(memory))).toEqual(memory);
  });

  it('comes back from a text of an earlier version, whose parts are texts', () => {
    const { ownNetwork, movedSince } = memory;
    const [council, book] = [encodeCouncilMemory(memory.council), encodeBook(memory.book)];
    const earlier = JSON.stringify({ council, book, ownNetwork, movedSince });
    expect(decodeMemory(earlier)).toEqual(memory);
  });

  it('loses a damaged part alone', () => {
    const damaged = JSON.stringify({ ...JSON.parse(encodeMemory(memory)), book: '{' });
    expect(decodeMemory(damaged)).toEqual({ ...memory, book: EMPTY_BOOK });
  });
});
