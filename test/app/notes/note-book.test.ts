import { describe, expect, it } from 'vitest';
import { NoteActs } from '../../../src/app/notes/note-acts.ts';
import { NoteBook } from '../../../src/app/notes/note-book.ts';
import { createGate } from '../../../src/share/seal.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { T0 } from '../../store/store-sample.ts';
import { noteOf, readingOf } from '../../store/stored-said.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const DAY = 86_400_000;

function nothing(): never {
  throw new Error('nothing of the council is asked for');
}

describe('the book of notes', () => {
  it('has what is kept, in the order of time, and tells nothing that is over for long', async () => {
    const { said } = createMemoryStore();
    const notes = [noteOf('a', { at: T0 - 9 }), noteOf('b', { until: T0 + 2 * DAY })];
    await said.keepStep({ notes, readings: [readingOf('b', 'sato')] });
    const clock = new ManualClock(T0);
    const held = await new NoteBook(said, clock).held();
    expect(held.all(T0).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(held.readingsOf('b')).toEqual([readingOf('b', 'sato')]);
    expect(held.all(T0 + 401 * DAY).map(({ id }) => id)).toEqual(['b']);
    expect(held.all(T0 + 402 * DAY)).toEqual([]);
    clock.step(401 * DAY);
    const later = await new NoteBook(said, clock).held();
    expect(later.byId('a', clock.now())).toBeNull();
    expect(later.byId('b', clock.now())?.id).toBe('b');
    expect(later.byId('b', clock.now() + DAY)).toBeNull();
  });

  it('drops what is over for long, with who read it, while it goes on', async () => {
    const { said } = createMemoryStore();
    const clock = new ManualClock(T0);
    const book = new NoteBook(said, clock);
    const reading = readingOf('a', 'sato');
    await book.keep(() => ({ note: noteOf('a') }));
    await book.keep(() => ({ reading }));
    await book.keep(() => ({ note: noteOf('b', { until: null }) }));
    clock.step(400 * DAY);
    await book.held();
    expect(await said.noteReadings(0)).toEqual([reading]);
    clock.step(DAY);
    const held = await book.held();
    expect(held.readingsOf('a')).toEqual([]);
    expect(await said.noteReadings(0)).toEqual([]);
    expect((await said.notes(0)).map(({ id }) => id)).toEqual(['b']);
  });

  it('holds nothing that the store did not keep, and asks it again where it did not answer', async () => {
    const store = createMemoryStore();
    await store.said.keepStep({ notes: [noteOf('n')] });
    let isAway = true;
    const away = async () => {
      if (isAway) throw new Error('away');
    };
    const book = new NoteBook(
      {
        keepStep: (step) => away().then(() => store.said.keepStep(step)),
        notes: (since) => store.said.notes(since),
        dropNotes: (since) => store.said.dropNotes(since),
        noteReadings: (since) => away().then(() => store.said.noteReadings(since)),
      },
      new ManualClock(T0),
    );
    await expect(book.held()).rejects.toThrow('away');
    isAway = false;
    expect((await book.held()).all(T0)).toHaveLength(1);
    isAway = true;
    const reading = readingOf('n', 'sato');
    await expect(book.keep(() => ({ reading }))).rejects.toThrow('away');
    expect((await book.held()).readingsOf('n')).toEqual([]);
  });

  it('gives nobody a text whose opening is not kept', async () => {
    const store = createMemoryStore();
    await store.said.keepStep({ notes: [noteOf('n', { until: null })] });
    const clock = new ManualClock(T0);
    const book = new NoteBook(store.said, clock);
    await book.held();
    const desk = new NoteActs({
      ...{ book, clock, gate: createGate() },
      shared: {
        get places() {
          return nothing();
        },
        get council() {
          return nothing();
        },
      },
    });
    await store.close();
    const reader = { viewer: { kind: 'council' }, name: 'sato' } as const;
    await expect(desk.open(reader, 'n')).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});
