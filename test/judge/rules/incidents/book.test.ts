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

it('is no book in what is no text of it, or of another format', () => {
  expect(decodeBook('{')).toBeNull();
  expect(decodeBook('{"format":0}')).toBeNull();
  expect(decodeBook(encodeBook(EMPTY_BOOK))).toEqual(EMPTY_BOOK);
});
