import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/core/words/audit.ts';
import { CONSENT_ACTION, consentDetail } from '../../../src/core/words/consent-version.ts';
import { CONTACTS_ACTION, contactsDetail } from '../../../src/core/words/contact-list.ts';
import { NOTE_ACTIONS, withdrawnNote } from '../../../src/core/words/note.ts';
import { endDetail, WORK_ACTIONS } from '../../../src/core/words/planned-work.ts';
import { backupStore } from '../../../src/store/backup/backup-store.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { T0 } from '../store-sample.ts';
import { consentOf, contactsOf, noteOf, readingOf, statementOf, workOf } from '../stored-said.ts';
import { flipPages, overwrite } from './damaged-file.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

const KEPT = {
  consents: [consentOf('a', 1), consentOf('a', 2)],
  contacts: [contactsOf('gas-0001')],
  works: [workOf('w')],
  statements: [statementOf('s')],
  notes: [noteOf('n'), noteOf('o', { until: null })],
  readings: [readingOf('n', 'sato'), readingOf('o', 'abe')],
};

describe('what people say, in the data directory', () => {
  it('is there after a restart, and after a backup was restored', async () => {
    const data = join(dir, 'data');
    const store = await openTestStore(data);
    await store.said.keepStep(KEPT);
    await store.close();
    const to = join(dir, 'backup');
    const plain = { config: null, beside: [], practice: false, program: '0.0.0' };
    await backupStore({ dir: data, to, now: () => T0, ...plain });
    await restoreStore({ from: to, dataDir: join(dir, 'restored'), config: null });
    for (const from of [data, join(dir, 'restored')]) {
      const next = await openTestStore(from);
      expect(await next.said.consents()).toEqual(KEPT.consents);
      expect(await next.said.contactLists()).toEqual(KEPT.contacts);
      expect(await next.said.works(T0)).toEqual(KEPT.works);
      expect(await next.said.statements(T0)).toEqual(KEPT.statements);
      expect(await next.said.notes(T0)).toEqual(KEPT.notes);
      expect(await next.said.noteReadings(T0)).toEqual(KEPT.readings);
      await next.close();
      expect((await verifyStore(from)).problems).toEqual([]);
    }
  });

  it('is added to a file of the schema before, after a copy', async () => {
    await (await openTestStore(dir)).close();
    const path = join(dir, 'state.sqlite');
    const state = new DatabaseSync(path);
    state.exec('DROP TABLE said; PRAGMA user_version = 6');
    state.close();
    const store = await openTestStore(dir);
    await store.said.keepStep(KEPT);
    expect(await store.said.consents()).toHaveLength(2);
    await store.close();
    expect(existsSync(`${path}.schema-6`)).toBe(true);
  });

  it('is brought back out of a damaged file', async () => {
    const store = await openTestStore(dir);
    await store.said.keepStep(KEPT);
    const changed = statementOf('s', { revision: 4, answer: null });
    const done = noteOf('n', { ended: { as: 'done', at: T0 + 9, actor: 'abe' }, revision: 2 });
    await store.said.keepStep({ statements: [changed], notes: [done] });
    await store.close();
    overwrite(join(dir, 'state.sqlite'), 0, Buffer.alloc(100));
    const next = await openTestStore(dir);
    expect(await next.said.consents()).toEqual(KEPT.consents);
    expect(await next.said.contactLists()).toEqual(KEPT.contacts);
    expect(await next.said.works(T0)).toEqual(KEPT.works);
    expect(await next.said.statements(T0)).toEqual([changed]);
    expect(await next.said.notes(T0)).toEqual([done, KEPT.notes[1]]);
    expect(await next.said.noteReadings(T0)).toEqual(KEPT.readings);
    await next.close();
  });

  it('brings no words of a note back that the audit alone still knows as withdrawn', async () => {
    const store = await openTestStore(dir);
    await store.said.keepStep({ notes: [noteOf('n')] });
    const [actor, action] = ['abe', NOTE_ACTIONS.withdrawn];
    const line = { at: T0 + 5, actor, action, subject: 'n', detail: null };
    // As where the record of the withdrawal is lost.
    await store.said.keepStep({ audit: [line] });
    await store.close();
    overwrite(join(dir, 'state.sqlite'), 0, Buffer.alloc(100));
    const next = await openTestStore(dir);
    expect(await next.said.notes(T0)).toEqual([withdrawnNote(noteOf('n'), { at: T0 + 5, actor })]);
    await next.close();
  });

  it('takes the words of a note away that was done before', async () => {
    const store = await openTestStore(dir);
    const done = noteOf('n', { ended: { as: 'done', at: T0 + 3, actor: 'abe' }, revision: 2 });
    const [actor, action] = ['abe', NOTE_ACTIONS.withdrawn];
    const line = { at: T0 + 5, actor, action, subject: 'n', detail: null };
    await store.said.keepStep({ notes: [done], audit: [line] });
    await store.close();
    overwrite(join(dir, 'state.sqlite'), 0, Buffer.alloc(100));
    const next = await openTestStore(dir);
    expect(await next.said.notes(T0)).toEqual([withdrawnNote(done, { at: T0 + 5, actor })]);
    await next.close();
  });

  it('has of contacts those that stayed where only the audit knows of the change', async () => {
    const store = await openTestStore(dir);
    const before = contactsOf('gas-0001');
    await store.said.keepStep({ contacts: [before, contactsOf('gas-0002')] });
    // The mailbox is gone, and one is there of which nothing else is known.
    const [, slack] = before.contacts;
    if (slack === undefined) throw new Error('no contact');
    const added = { ...slack, key: 'cccc3333' };
    const next = { ...before, version: 3, at: T0 + 9, contacts: [slack, added] };
    const other = contactsOf('gas-0003', { contacts: [] });
    const audit = [next, other].map(
      (list): AuditEntry => ({
        ...{ at: T0 + 9, actor: 'sato', subject: list.member, detail: contactsDetail(list) },
        action: CONTACTS_ACTION,
      }),
    );
    await store.said.keepStep({ audit });
    await store.close();
    overwrite(join(dir, 'state.sqlite'), 0, Buffer.alloc(100));
    const again = await openTestStore(dir);
    const by = { by: 'member', actor: 'sato', request: null, at: T0 + 9 } as const;
    expect(await again.said.contactLists()).toEqual([
      { ...next, ...by, contacts: [slack] },
      contactsOf('gas-0002'),
      { ...other, ...by, file: [] },
    ]);
    await again.close();
  });

  it('plans no work again that the audit alone still knows as taken back', async () => {
    const store = await openTestStore(dir);
    const works = ['v', 'w', 'x'].map((id) => workOf(id, { endedAt: id === 'x' ? T0 + 1 : null }));
    const audit = ['w', 'x', 'gone'].map((id) => ({
      ...{ at: T0 + 5, actor: 'sato', action: WORK_ACTIONS.ended, subject: 'gas-0001' },
      detail: endDetail({ id }, id === 'w' ? 'no. 3; by telephone' : null),
    }));
    // As where the record of it is lost.
    await store.said.keepStep({ works, audit });
    await store.close();
    overwrite(join(dir, 'state.sqlite'), 0, Buffer.alloc(100));
    const next = await openTestStore(dir);
    const [first, second, third] = works;
    expect(await next.said.works(T0)).toEqual([
      ...[first, { ...second, endedAt: T0 + 5, revision: 3 }, third],
    ]);
    await next.close();
  });

  it('shares nobody more widely than he chose where only the audit still knows it', async () => {
    const store = await openTestStore(dir);
    const lowered = consentOf('a', 3, { consent: 'own' });
    const detail = consentDetail(lowered, consentOf('a', 2));
    const line = { at: lowered.at, actor: 'sato', subject: 'a', detail };
    await store.said.keepStep({
      consents: [lowered],
      audit: [{ ...line, action: CONSENT_ACTION }],
    });
    await store.close();
    const path = join(dir, 'state.sqlite');
    flipPages(path, 'said', 0);
    overwrite(path, 0, Buffer.alloc(100));
    const next = await openTestStore(dir);
    const file = { consent: 'own', secretariatSees: 'judgement' };
    expect(await next.said.consents()).toEqual([{ ...lowered, file }]);
    await next.close();
  });
});
