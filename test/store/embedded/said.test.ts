import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONSENT_ACTION, consentDetail } from '../../../src/core/words/consent-version.ts';
import { backupStore } from '../../../src/store/backup/backup-store.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { T0 } from '../store-sample.ts';
import { consentOf, statementOf } from '../stored-said.ts';
import { flipPages, overwrite } from './damaged-file.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

const KEPT = { consents: [consentOf('a', 1), consentOf('a', 2)], statements: [statementOf('s')] };

describe('what members say, in the data directory', () => {
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
      expect(await next.said.statements(T0)).toEqual(KEPT.statements);
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
    await store.said.keepStep({ statements: [changed] });
    await store.close();
    overwrite(join(dir, 'state.sqlite'), 0, Buffer.alloc(100));
    const next = await openTestStore(dir);
    expect(await next.said.consents()).toEqual(KEPT.consents);
    expect(await next.said.statements(T0)).toEqual([changed]);
    await next.close();
  });

  it('shares nobody more widely than he chose where only the audit still knows it', async () => {
    const store = await openTestStore(dir);
    const lowered = consentOf('a', 3, { consent: 'own' });
    const detail = consentDetail(lowered, consentOf('a', 2));
    const line = { at: lowered.at, actor: 'sato', action: CONSENT_ACTION, subject: 'a', detail };
    await store.said.keepStep({ consents: [lowered], audit: [line] });
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
