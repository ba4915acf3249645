import { expect, it } from 'vitest';
import {
  bookOfKept,
  decodeBook,
  EMPTY_BOOK,
  encodeBook,
} from '../../../../src/judge/rules/incidents/book.ts';
import { incidentOf } from '../../../store/stored-incident.ts';

it('goes on from kept incidents where the book is lost', () => {
  const site = incidentOf('20260513-7');
  const pattern = incidentOf('20260513-9', { targets: ['b', 'c'] });
  const book = bookOfKept([site, pattern], incidentOf('20260514-12', { endedAt: 5 }));
  expect([book.day, book.next]).toEqual(['2026-05-14', 13]);
  expect([...book.targets]).toEqual([['a', site]]);
  expect([...book.patterns]).toEqual([['fact network 192.0.2.0/24', pattern]]);
  expect(decodeBook(encodeBook(book))).toEqual(book);
});

it('has the parts of a kept pattern, and until when all was told, where the book is lost', () => {
  const [first] = incidentOf('x', { targets: ['b'] }).targets;
  const over = first === undefined ? [] : [{ ...first, target: 'c', to: 700 }];
  const pattern = incidentOf('20260513-9', { targets: ['b', 'd'] });
  const merged = { ending: 'merged', mergedInto: pattern.id, endedAt: 500 } as const;
  const kept = [
    { ...pattern, targets: [...pattern.targets, ...over] },
    { ...incidentOf('20260513-8', { targets: ['b'] }), ...merged },
    { ...incidentOf('20260513-7', { targets: ['c'] }), ...merged },
    { ...incidentOf('20260513-6', { targets: ['b'] }), ...merged },
    { ...incidentOf('20260513-5', { targets: ['b', 'c'] }), endedAt: 900 },
    { ...incidentOf('20260513-4', { targets: ['c'] }), endedAt: 300, targets: over },
  ];
  const book = bookOfKept(kept, pattern);
  expect([...book.targets].map(([target, { id }]) => [target, id])).toEqual([['b', '20260513-8']]);
  expect([...book.patterns.values()].map(({ id }) => id)).toEqual(['20260513-9']);
  expect([...book.told]).toEqual([
    ['target c', 700],
    ['fact network 192.0.2.0/24', 900],
  ]);
});

it('is no book in what is no text of it, or of another format', () => {
  expect(decodeBook('{')).toBeNull();
  expect(decodeBook('{"format":0}')).toBeNull();
  expect(decodeBook(encodeBook(EMPTY_BOOK))).toEqual(EMPTY_BOOK);
});
