import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/core/words/audit.ts';
import type { AuditAction } from '../../../src/core/words/audit-action.ts';
import { backupStore } from '../../../src/store/backup/backup-store.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { T0 } from '../store-sample.ts';
import { accountOf, sessionOf } from '../stored-account.ts';
import { flipPages, overwrite } from './damaged-file.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

function lineOf(action: AuditAction, subject: string): AuditEntry {
  return { at: T0 + 5, actor: 'operator', action, subject, detail: null };
}

/** Takes the header, so that SQLite reads nothing of it any more. */
function damage(path: string): void {
  overwrite(path, 0, Buffer.alloc(100));
}

describe('who may come in, in the data directory', () => {
  it('is there after a restart, and after a backup was restored', async () => {
    const data = join(dir, 'data');
    const store = await openTestStore(data);
    await store.accounts.keepStep({ accounts: [accountOf('sato')], keys: [sessionOf('11')] });
    await store.close();
    const to = join(dir, 'backup');
    const plain = { config: null, beside: [], practice: false, program: '0.0.0' };
    await backupStore({ dir: data, to, now: () => T0, ...plain });
    await restoreStore({ from: to, dataDir: join(dir, 'restored'), config: null });
    for (const from of [data, join(dir, 'restored')]) {
      const next = await openTestStore(from);
      expect(await next.accounts.accounts()).toEqual([accountOf('sato')]);
      expect(await next.accounts.keys()).toEqual([sessionOf('11')]);
      expect(await next.accounts.isBegun()).toBe(true);
      await next.close();
      expect((await verifyStore(from)).problems).toEqual([]);
    }
  });

  it('is added to a file of the schema before, after a copy', async () => {
    await (await openTestStore(dir)).close();
    const path = join(dir, 'state.sqlite');
    const state = new DatabaseSync(path);
    state.exec(
      'DROP TABLE accounts; DROP TABLE account_keys; DROP TABLE said; PRAGMA user_version = 5',
    );
    state.close();
    const store = await openTestStore(dir);
    await store.accounts.keepStep({ accounts: [accountOf('sato')] });
    expect(await store.accounts.accounts()).toHaveLength(1);
    await store.close();
    expect(existsSync(`${path}.schema-5`)).toBe(true);
  });

  it('is brought back out of a damaged file, without any session', async () => {
    const store = await openTestStore(dir);
    const other = accountOf('abe', { acceptedAt: null, credentials: null, failures: null });
    await store.accounts.keepStep({ accounts: [accountOf('sato')], keys: [sessionOf('11')] });
    const changed = accountOf('sato', { revision: 2, failures: null });
    await store.accounts.keepStep({ accounts: [changed, other] });
    await store.close();
    damage(join(dir, 'state.sqlite'));
    const next = await openTestStore(dir);
    expect(await next.accounts.accounts()).toEqual([other, changed]);
    expect(await next.accounts.keys()).toEqual([]);
    expect(await next.accounts.isBegun()).toBe(true);
    await next.close();
  });

  it('does not let in again whom the audit knows as ended', async () => {
    const store = await openTestStore(dir);
    await store.accounts.keepStep({
      accounts: [accountOf('sato'), accountOf('abe')],
      audit: [lineOf('account.ended', 'a-abe')],
    });
    await store.close();
    damage(join(dir, 'state.sqlite'));
    const next = await openTestStore(dir);
    const ended = { ...accountOf('abe'), endedAt: T0 + 5, credentials: null };
    expect(await next.accounts.accounts()).toEqual([ended, accountOf('sato')]);
    await next.close();
  });

  it('does not bring back what the audit knows as void', async () => {
    const store = await openTestStore(dir);
    const [kept, reset] = ['kato', 'sato'].map((name) => accountOf(name));
    const changedAt = (reset?.credentials?.changedAt ?? 0) + 1;
    await store.accounts.keepStep({
      accounts: [kept, reset].filter((account) => account !== undefined),
      audit: [
        { ...lineOf('account.password_changed', 'a-kato'), at: changedAt - 1 },
        { ...lineOf('account.reset', 'a-sato'), at: changedAt },
      ],
    });
    await store.close();
    damage(join(dir, 'state.sqlite'));
    const next = await openTestStore(dir);
    expect(await next.accounts.accounts()).toEqual([kept, { ...reset, credentials: null }]);
    await next.close();
  });

  it('stays begun where every account is lost', async () => {
    const store = await openTestStore(dir);
    await store.accounts.keepStep({
      accounts: [accountOf('sato')],
      audit: [lineOf('account.accepted', 'a-sato')],
    });
    await store.close();
    const path = join(dir, 'state.sqlite');
    flipPages(path, 'accounts', 0);
    damage(path);
    const next = await openTestStore(dir);
    expect(await next.accounts.accounts()).toEqual([]);
    expect(await next.accounts.isBegun()).toBe(true);
    await next.close();
  });
});
