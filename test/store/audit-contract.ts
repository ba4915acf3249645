import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry, AuditSearch } from '../../src/core/words/audit.ts';
import { CHAIN_START, chained, followChain } from '../../src/store/audit-chain.ts';
import type { StoreUnderTest } from './contract.ts';
import { MINUTE_MS, T0 } from './store-sample.ts';

/** What every variant of the state promises of the audit and of stopped targets. */
export function describeAuditContract(variant: string, open: () => Promise<StoreUnderTest>): void {
  let store: StoreUnderTest;

  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  describe(`the audit of the ${variant} state store`, () => {
    it('chains every line to the one before it', async () => {
      const first = await store.state.appendAudit(entryAt(T0));
      const second = await store.state.appendAudit(entryAt(T0 + MINUTE_MS));
      expect(first).toEqual(chained(entryAt(T0), CHAIN_START));
      expect(first).toMatchObject({ seq: 1, previousHash: '0'.repeat(64) });
      expect(second).toMatchObject({ seq: 2, previousHash: first.hash });
      expect(await store.state.auditLines()).toEqual([first, second]);
      expect(followChain([first, second]).broken).toBeNull();
    });

    it('answers with the lines after a number, oldest first, up to a limit', async () => {
      for (let line = 0; line < 5; line += 1) await store.state.appendAudit(entryAt(T0 + line));
      const numbers = async (query: { after?: number; limit?: number }) =>
        (await store.state.auditLines(query)).map(({ seq }) => seq);
      expect(await numbers({ after: 3 })).toEqual([4, 5]);
      expect(await numbers({ limit: 2 })).toEqual([1, 2]);
      expect(await numbers({ after: 1, limit: 2 })).toEqual([2, 3]);
      expect(await numbers({ after: 9 })).toEqual([]);
    });

    it('finds lines by who, what, whom and when, the newest first, and says how far it looked', async () => {
      const entries: AuditEntry[] = [
        entryAt(T0),
        { ...entryAt(T0 + 1), actor: 'kanri', action: 'list.viewed', subject: null },
        { ...entryAt(T0 + 2), action: 'target.viewed', subject: 'b' },
        { ...entryAt(T0 + 3), actor: 'kanri', action: 'target.viewed', subject: "o'b" },
      ];
      for (const entry of entries) await store.state.appendAudit(entry);
      const found = async (search: Partial<AuditSearch>) => {
        const { lines, reached } = await store.state.searchAudit({ ...ALL, ...search });
        return [lines.map(({ seq }) => seq), reached];
      };
      expect(await found({})).toEqual([[4, 3, 2, 1], -995]);
      expect(await found({ span: 2 })).toEqual([[4, 3], 3]);
      expect(await found({ span: 2, before: 3 })).toEqual([[2, 1], 1]);
      expect(await found({ limit: 3 })).toEqual([[4, 3, 2], 2]);
      expect(await found({ before: 99, limit: 1 })).toEqual([[4], 4]);
      expect(await found({ actor: 'kanri' })).toEqual([[4, 2], -995]);
      expect(await found({ actions: ['target.viewed', 'target.stopped'] })).toEqual([
        [4, 3, 1],
        -995,
      ]);
      expect(await found({ subjects: [null, "o'b"] })).toEqual([[4, 2], -995]);
      expect(await found({ subjects: [] })).toEqual([[], -995]);
      expect(await found({ from: T0 + 1, to: T0 + 3 })).toEqual([[3, 2], -995]);
      const [line] = (await store.state.searchAudit({ ...ALL, limit: 1 })).lines;
      expect(line).toEqual((await store.state.auditLines({ after: 3 }))[0]);
    });

    it('numbers lines that are appended at the same time without a gap', async () => {
      const entries = Array.from({ length: 20 }, (_, index) => entryAt(T0 + index));
      await Promise.all(entries.map((entry) => store.state.appendAudit(entry)));
      const lines = await store.state.auditLines();
      expect(lines.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
      expect(followChain(lines)).toMatchObject({ end: { seq: 20 }, broken: null });
    });

    it('remembers stopped targets in order of their ids, each with its line', async () => {
      const stop = { at: T0, actor: 'operator', reason: '担当者の依頼 "TEL"' };
      await store.state.stopTarget({ target: 'b', ...stop });
      await store.state.stopTarget({ target: 'a', ...stop, reason: null });
      expect(await store.state.stoppedTargets()).toEqual([
        { target: 'a', ...stop, reason: null },
        { target: 'b', ...stop },
      ]);
      const lines = await store.state.auditLines();
      expect(lines.map(({ action, subject, detail }) => [action, subject, detail])).toEqual([
        ['target.stopped', 'b', stop.reason],
        ['target.stopped', 'a', null],
      ]);
      expect(followChain(lines).broken).toBeNull();
    });

    it('updates a stop with another line', async () => {
      const stop = { target: 'a', at: T0, actor: 'operator', reason: null };
      await store.state.stopTarget(stop);
      await store.state.stopTarget({ ...stop, at: T0 + 1, reason: 'again' });
      expect(await store.state.stoppedTargets()).toEqual([
        { ...stop, at: T0 + 1, reason: 'again' },
      ]);
      expect(await store.state.auditLines()).toHaveLength(2);
    });

    it('measures a stopped target again with a line, and any other without', async () => {
      const by = { at: T0 + 1, actor: 'operator', reason: 'asked for' };
      await store.state.stopTarget({ target: 'a', at: T0, actor: 'operator', reason: null });
      expect(await store.state.resumeTarget('b', by)).toBe(false);
      expect(await store.state.resumeTarget('a', by)).toBe(true);
      expect(await store.state.resumeTarget('a', by)).toBe(false);
      expect(await store.state.stoppedTargets()).toEqual([]);
      const lines = await store.state.auditLines({ after: 1 });
      expect(lines).toMatchObject([
        {
          at: T0 + 1,
          actor: 'operator',
          action: 'target.resumed',
          subject: 'a',
          detail: 'asked for',
        },
      ]);
    });

    it('is closed with the store', async () => {
      await store.state.close();
      const closed = { code: 'store_unavailable' };
      await expect(store.state.appendAudit(entryAt(T0))).rejects.toMatchObject(closed);
      await expect(store.state.stoppedTargets()).rejects.toMatchObject(closed);
    });
  });
}

const ALL: AuditSearch = {
  ...{ before: null, span: 1000, limit: 100, from: 0, to: Number.MAX_SAFE_INTEGER },
  ...{ actor: null, actions: null, subjects: null },
};

function entryAt(at: number): AuditEntry {
  return { at, actor: 'operator', action: 'target.stopped', subject: 'a', detail: null };
}
