import { copyFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noLog } from '../../../src/core/ports/log.ts';
import { STATE_DAMAGE_MARKS } from '../../../src/core/words/state-damage.ts';
import { NoticeTables } from '../../../src/store/embedded/notice-tables.ts';
import { openState } from '../../../src/store/embedded/open-state.ts';
import { T0 } from '../store-sample.ts';
import { incidentOf } from '../stored-incident.ts';
import { draftOf, stepOf } from '../stored-notice.ts';
import { flipPages, overwrite } from './damaged-file.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

describe('a damaged state', () => {
  it('keeps the audit and the stopped targets that can still be read', async () => {
    const dir = temporaryDir();
    const path = join(dir, 'state.sqlite');
    try {
      const store = await openTestStore(dir);
      const by = { at: T0, actor: 'operator', reason: null };
      for (const target of ['a', 'b', 'c']) await store.state.stopTarget({ target, ...by });
      await store.state.resumeTarget('b', { ...by, at: T0 + 1 });
      const lines = await store.state.auditLines();
      await store.close();
      overwrite(path, 0, Buffer.alloc(100));
      const next = await openTestStore(dir);
      const stopped = await next.state.stoppedTargets();
      expect(stopped.map(({ target }) => target)).toEqual(['a', 'c']);
      expect(await next.state.auditLines()).toEqual(lines);
      await next.close();
    } finally {
      removeDir(dir);
    }
  });

  it('brings back the incidents that can be read, says how many are gone, and what was learned', async () => {
    const dir = temporaryDir();
    const path = join(dir, 'state.sqlite');
    try {
      const store = await openTestStore(dir);
      const sites = Array.from({ length: 20 }, (_, n) => `site-${n}`);
      const kept = Array.from({ length: 60 }, (_, n) =>
        incidentOf(`20260513-${n + 1}`, { targets: n % 2 === 0 ? ['a'] : sites }),
      );
      await store.judgements.keepStep({ incidents: kept, memory: '{"council":"","book":""}' });
      const ended = { ...incidentOf('20260513-1', { endedAt: T0 }), severity: 7 };
      await store.judgements.keepStep({ incidents: [ended], memory: null });
      await store.judgements.keepSeries([{ series: 'a/4', at: T0, state: new Uint8Array(900) }]);
      await store.close();
      flipPages(path, 'incidents', 0.5);
      overwrite(path, 0, Buffer.alloc(100));
      const next = await openTestStore(dir);
      const found = await next.judgements.incidents({ limit: 1000 });
      const marks = Object.values(STATE_DAMAGE_MARKS).map((name) => next.state.mark(name));
      const [at, incidents, lost] = await Promise.all(marks);
      expect(at).toBeGreaterThan(0);
      expect([incidents, lost]).toEqual([found.length, kept.length - found.length]);
      expect(lost).toBeGreaterThan(0);
      expect(found.length).toBeGreaterThan(kept.length / 2);
      const byId = new Map([...kept, ended].map((one) => [one.id, one]));
      for (const one of found) expect(one).toEqual(byId.get(one.id));
      expect((await next.judgements.incidents({ target: 'a' })).length).toBeGreaterThan(10);
      expect(await next.judgements.memory()).toBe('{"council":"","book":""}');
      expect(await next.judgements.series()).toHaveLength(1);
      await next.close();
    } finally {
      removeDir(dir);
    }
  });

  describe('whose salvage is cut off', () => {
    const FILES = { readOnly: false, sync: 'normal' } as const;
    let dir: string;
    let path: string;
    beforeEach(() => {
      dir = temporaryDir();
      path = join(dir, 'state.sqlite');
    });
    afterEach(() => {
      vi.restoreAllMocks();
      removeDir(dir);
    });

    async function fill(): Promise<void> {
      const store = await openTestStore(dir);
      await store.state.stopTarget({ target: 'a', at: T0, actor: 'operator', reason: null });
      await store.judgements.keepStep({ incidents: [incidentOf('20260513-1')], memory: '{}' });
      await store.notices.keepStep(stepOf(draftOf('told')));
      await store.close();
    }

    async function expectAll(): Promise<void> {
      const store = await openTestStore(dir);
      expect(await store.state.stoppedTargets()).toHaveLength(1);
      expect(await store.judgements.incidents()).toHaveLength(1);
      expect((await store.notices.outbox()).map(({ notice }) => notice.key)).toEqual(['told']);
      await store.close();
      const left = readdirSync(dir).filter((name) => name.startsWith('state.sqlite'));
      expect(left.sort()).toEqual([
        'state.sqlite',
        expect.stringMatching(/^state\.sqlite\.damaged-\d+$/),
      ]);
    }

    it('is salvaged again, whatever the first time came to', async () => {
      await fill();
      overwrite(path, 0, Buffer.alloc(100));
      vi.spyOn(NoticeTables.prototype, 'restore').mockImplementationOnce(() => {
        throw new Error('cut off');
      });
      expect(() => openState(dir, FILES, noLog)).toThrow('cut off');
      await expectAll();
    });

    it('removes the half that a kill has left', async () => {
      await fill();
      overwrite(path, 0, Buffer.alloc(100));
      writeFileSync(`${path}.new`, 'half a file');
      writeFileSync(`${path}.new-wal`, 'and its log');
      await expectAll();
    });

    it('is done where only the last rename was missing', async () => {
      await fill();
      copyFileSync(path, `${path}.damaged-1`);
      renameSync(path, `${path}.new`);
      writeFileSync(`${path}-wal`, 'the log of the damaged one');
      await expectAll();
    });
  });
});
