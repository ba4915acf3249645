import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withdrawnNote } from '../../../src/core/words/note.ts';
import { backupStore } from '../../../src/store/backup/backup-store.ts';
import { T0 } from '../store-sample.ts';
import { noteOf, readingOf } from '../stored-said.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const SECRET = 'これだけを探す言葉';
const WORDS = { subject: SECRET, text: `${SECRET}。`.repeat(250), until: null };
const END = { at: T0 + 5, actor: 'abe' };

let dir: string;
let data: string;
beforeEach(() => {
  dir = temporaryDir();
  data = join(dir, 'data');
});
afterEach(() => removeDir(dir));

/** Files under it in whose bytes the words are. */
function telling(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(SECRET));
}

async function backupTo(to: string): Promise<void> {
  const plain = { config: null, beside: [], practice: false, program: '0.0.0' };
  await backupStore({ dir: data, to, now: () => T0, ...plain });
}

describe('the words of a note', () => {
  it('are in no file and in no backup once it is withdrawn', async () => {
    const store = await openTestStore(data);
    const note = noteOf('n', WORDS);
    const others = Array.from({ length: 30 }, (_, n) => noteOf(`o${n}`, { until: null }));
    await store.said.keepStep({ notes: [others[0] ?? note, note, ...others.slice(1)] });
    expect(telling(data)).not.toEqual([]);
    await store.said.keepStep({ notes: [withdrawnNote(note, END)] });
    expect(telling(data)).toEqual([]);
    await backupTo(join(dir, 'backup'));
    expect(telling(dir)).toEqual([]);
    await store.close();
    expect(telling(dir)).toEqual([]);
  });

  it('are in none once it is dropped', async () => {
    const store = await openTestStore(data);
    const notes = [noteOf('n', { ...WORDS, until: T0 }), noteOf('o', { until: null })];
    await store.said.keepStep({ notes, readings: [readingOf('n', 'sato')] });
    expect(telling(data)).not.toEqual([]);
    await store.said.dropNotes(T0);
    await backupTo(join(dir, 'backup'));
    expect(telling(dir)).toEqual([]);
    await store.close();
  });

  it('are taken away later where somebody reads what was before, who is not waited for', async () => {
    const store = await openTestStore(data);
    const note = noteOf('n', WORDS);
    await store.said.keepStep({ notes: [note] });
    const beside = new DatabaseSync(join(data, 'state.sqlite'), { readOnly: true });
    beside.exec('BEGIN');
    beside.prepare('SELECT count(*) FROM said').get();
    const before = performance.now();
    await store.said.keepStep({ notes: [withdrawnNote(note, END)] });
    // SQLite would wait for five seconds.
    expect(performance.now() - before).toBeLessThan(4000);
    expect(telling(data)).not.toEqual([]);
    beside.close();
    await store.said.keepStep({ readings: [readingOf('n', 'sato')] });
    expect(telling(data)).toEqual([]);
    await store.close();
  });
});
