import { describe, expect, it } from 'vitest';
import type { Office } from '../../../src/core/words/account.ts';
import {
  isNoteOver,
  NOTE_REFUSALS,
  NOTE_SUBJECT_LENGTH,
  NOTE_TEXT_LENGTH,
  noteSubjectOf,
  noteTextOf,
  readingKey,
  withdrawnNote,
} from '../../../src/core/words/note.ts';
import { NOTE_REFUSAL_TEXTS } from '../../../src/core/words/note-texts.ts';
import { noteOf, readingOf } from '../../store/stored-said.ts';

describe('the words of a note', () => {
  it.each<readonly [string, string | null]>([
    ['  応答の遅れ ', '応答の遅れ'],
    ['', null],
    [' \t ', null],
    ['two\nlines', null],
    ['turned \u202e over', null],
    ['x'.repeat(NOTE_SUBJECT_LENGTH), 'x'.repeat(NOTE_SUBJECT_LENGTH)],
    ['x'.repeat(NOTE_SUBJECT_LENGTH + 1), null],
  ])('have of %j the subject %j', (text, subject) => {
    expect(noteSubjectOf(text)).toBe(subject);
  });

  it.each<readonly [string, string | null]>([
    ['one\r\ntwo\rthree\n', 'one\ntwo\nthree'],
    ['\n \n', null],
    ['a \u0000 b', null],
    ['a \u2066 b', null],
    ['あ'.repeat(NOTE_TEXT_LENGTH), 'あ'.repeat(NOTE_TEXT_LENGTH)],
    ['あ'.repeat(NOTE_TEXT_LENGTH + 1), null],
  ])('have of a text what is kept (%#)', (text, kept) => {
    expect(noteTextOf(text)).toBe(kept);
  });

  it('are gone when it is withdrawn, and only they', () => {
    const note = noteOf('n');
    expect(withdrawnNote(note, { at: 5, actor: 'sato' })).toEqual({
      ...{ ...note, subject: '', text: '', revision: 2 },
      ended: { as: 'withdrawn', at: 5, actor: 'sato' },
    });
  });

  it('are of use until it ends', () => {
    expect(isNoteOver({ until: null, ended: null }, 10)).toBe(false);
    expect(isNoteOver({ until: 11, ended: null }, 10)).toBe(false);
    expect(isNoteOver({ until: 10, ended: null }, 10)).toBe(true);
    expect(isNoteOver({ until: null, ended: null, isOfficeGone: true }, 10)).toBe(true);
    expect(isNoteOver({ until: null, ended: { as: 'done', at: 3, actor: 'x' } }, 10)).toBe(true);
  });

  it('are read by an account in each of its offices', () => {
    const reading = readingOf('n', 'abe');
    const offices: readonly Office[] = [
      { kind: 'member', member: 'gas' },
      { kind: 'member', member: 'gas-2' },
      { kind: 'secretariat', sector: 'gas' },
      { kind: 'council' },
    ];
    const keys = offices.map((office) => readingKey({ ...reading, office }));
    expect(new Set(keys).size).toBe(offices.length);
    expect(readingKey({ ...reading, at: 1, sector: null })).toBe(readingKey(reading));
  });

  it('say in both languages why one was not written', () => {
    expect(Object.keys(NOTE_REFUSAL_TEXTS).sort()).toEqual([...NOTE_REFUSALS].sort());
    for (const { ja, en } of Object.values(NOTE_REFUSAL_TEXTS)) {
      expect(ja).toMatch(/[ぁ-ん].*。$/);
      expect(en).toMatch(/^[A-Z][ -~’]*\.$/);
    }
  });
});
