import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SaidStore } from '../../src/core/ports/said-store.ts';
import type { StateStore } from '../../src/core/ports/state-store.ts';
import { T0 } from './store-sample.ts';
import { consentOf, contactsOf, noteOf, readingOf, statementOf, workOf } from './stored-said.ts';

export interface SaidUnderTest {
  readonly said: SaidStore;
  readonly state: StateStore;
  close(): Promise<void>;
}

/** What every variant promises of what people say. */
export function describeSaidContract(variant: string, open: () => Promise<SaidUnderTest>): void {
  describe(`what people say, in the ${variant} store`, () => {
    let store: SaidUnderTest;
    let said: SaidStore;
    beforeEach(async () => {
      store = await open();
      said = store.said;
    });
    afterEach(() => store.close());

    it('is nothing at first', async () => {
      expect(await said.consents()).toEqual([]);
      expect(await said.contactLists()).toEqual([]);
      expect(await said.works(0)).toEqual([]);
      expect(await said.statements(0)).toEqual([]);
      expect(await said.notes(0)).toEqual([]);
      expect(await said.noteReadings(0)).toEqual([]);
    });

    it('has every version of a choice, in order, the last of each', async () => {
      const [first, second, other] = [consentOf('b', 1), consentOf('b', 10), consentOf('a', 2)];
      await said.keepStep({ consents: [second, first, other] });
      expect(await said.consents()).toEqual([other, first, second]);
      const again = consentOf('b', 1, { file: { consent: 'own', secretariatSees: 'detail' } });
      await said.keepStep({ consents: [again] });
      expect(await said.consents()).toEqual([other, again, second]);
    });

    it('has the newest contacts of each member, in order of the member', async () => {
      const [first, other] = [contactsOf('gas-0002'), contactsOf('gas-0001')];
      await said.keepStep({ contacts: [first, other] });
      expect(await said.contactLists()).toEqual([other, first]);
      const next = contactsOf('gas-0002', { version: 3, contacts: [], request: null });
      await said.keepStep({ contacts: [next] });
      expect(await said.contactLists()).toEqual([other, next]);
    });

    it('has planned work that ends after a time, the last of each, in the order of planning', async () => {
      const [early, late] = [workOf('z', { at: T0 - 9 }), workOf('a', { to: T0 + 2000 })];
      await said.keepStep({ works: [late, early] });
      expect(await said.works(T0)).toEqual([early, late]);
      expect(await said.works(T0 + 1000)).toEqual([late]);
      const ended = { ...late, endedAt: T0 + 20, revision: 3 };
      await said.keepStep({ works: [ended] });
      expect(await said.works(T0)).toEqual([early, ended]);
    });

    it('has no planned work any more that was dropped, and no less of anything else', async () => {
      const [early, late] = [workOf('a'), workOf('b', { at: T0 })];
      await said.keepStep({ works: [early, late], statements: [statementOf('a')] });
      const next = workOf('c', { at: T0 + 1 });
      await said.keepStep({ works: [next], droppedWorks: ['a', 'nothing'] });
      expect(await said.works(0)).toEqual([late, next]);
      expect(await said.statements(T0)).toHaveLength(1);
    });

    it('has statements that hold at a time or later, in the order in which they were made', async () => {
      const [early, late] = [statementOf('z', { at: T0 }), statementOf('a', { until: T0 + 2000 })];
      await said.keepStep({ statements: [late, early] });
      expect(await said.statements(T0)).toEqual([early, late]);
      expect(await said.statements(T0 + 1000)).toEqual([late]);
      const ended = { ...early, endedAt: T0 + 20, revision: 4 };
      await said.keepStep({ statements: [ended] });
      expect(await said.statements(T0)).toEqual([ended, late]);
    });

    it('has notes that go on at a time or end later, in the order in which they were written', async () => {
      const endless = noteOf('a', { until: null, at: T0 + 5 });
      const [early, late] = [noteOf('z'), noteOf('b', { until: T0 + 2000 })];
      await said.keepStep({ notes: [endless, late, early] });
      expect(await said.notes(T0)).toEqual([late, early, endless]);
      expect(await said.notes(T0 + 1000)).toEqual([late, endless]);
      const ended = { as: 'withdrawn', at: T0 + 1500, actor: 'abe' } as const;
      const withdrawn = noteOf('b', { ...late, subject: '', text: '', ended, revision: 2 });
      await said.keepStep({ notes: [withdrawn] });
      expect(await said.notes(T0 + 1000)).toEqual([withdrawn, endless]);
      expect(await said.notes(T0 + 1500)).toEqual([endless]);
    });

    it('has of each account the first time that it opened a note that goes on', async () => {
      const notes = [noteOf('a', { until: null }), noteOf('b')];
      const [first, other, early] = [
        readingOf('a', 'abe', T0 + 9),
        readingOf('a', 'sato', T0 + 8),
        readingOf('b', 'abe', T0 + 1),
      ];
      await said.keepStep({ notes, readings: [first, other, early] });
      await said.keepStep({ readings: [readingOf('a', 'abe', T0 + 99)] });
      expect(await said.noteReadings(T0)).toEqual([early, other, first]);
      expect(await said.noteReadings(T0 + 1000)).toEqual([other, first]);
    });

    it('has of an account that moved to another office what it opened in each', async () => {
      const first = readingOf('a', 'abe', T0 + 1);
      const moved = { kind: 'secretariat', sector: 'gas' } as const;
      const second = { ...first, office: moved, sector: null, at: T0 + 2 };
      await said.keepStep({ notes: [noteOf('a')], readings: [first] });
      await said.keepStep({ readings: [second] });
      await said.keepStep({ readings: [{ ...second, at: T0 + 3 }] });
      expect(await said.noteReadings(T0)).toEqual([first, second]);
    });

    it('has no note any more that was dropped, nor who read it, and all else', async () => {
      const end = (at: number) => ({ as: 'done', at, actor: 'abe' }) as const;
      const notes = [
        ...[noteOf('old'), noteOf('done', { until: null, ended: end(T0 + 9) })],
        ...[noteOf('late', { until: T0 + 1001 }), noteOf('on', { until: null })],
      ];
      const readings = ['old', 'done', 'late', 'on', 'nothing'].map((id) => readingOf(id, 'abe'));
      const others = { consents: [consentOf('a', 1)], statements: [statementOf('old')] };
      await said.keepStep({ notes, readings, ...others });
      await said.dropNotes(T0 + 1000);
      expect((await said.notes(0)).map(({ id }) => id)).toEqual(['late', 'on']);
      expect((await said.noteReadings(0)).map(({ note }) => note)).toEqual(['late', 'on']);
      // A note of the same id is another one.
      await said.keepStep({ notes: [noteOf('old')] });
      expect((await said.noteReadings(0)).map(({ note }) => note)).toEqual(['late', 'on']);
      expect(await said.consents()).toEqual(others.consents);
      expect(await said.statements(0)).toEqual(others.statements);
    });

    it('is kept together with the lines of the audit', async () => {
      const by = { at: T0, actor: 'sato', action: 'consent.changed' } as const;
      const line = { ...by, subject: 'a', detail: null };
      await said.keepStep({ consents: [consentOf('a', 1)], audit: [line] });
      expect(await store.state.auditLines()).toMatchObject([{ ...line, seq: 1 }]);
    });

    it('is closed with the store', async () => {
      await store.close();
      const closed = { code: 'store_unavailable' };
      await expect(said.consents()).rejects.toMatchObject(closed);
      await expect(said.contactLists()).rejects.toMatchObject(closed);
      await expect(said.works(0)).rejects.toMatchObject(closed);
      await expect(said.statements(0)).rejects.toMatchObject(closed);
      await expect(said.notes(0)).rejects.toMatchObject(closed);
      await expect(said.noteReadings(0)).rejects.toMatchObject(closed);
      await expect(said.dropNotes(0)).rejects.toMatchObject(closed);
      await expect(said.keepStep({})).rejects.toMatchObject(closed);
    });
  });
}
