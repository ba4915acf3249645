import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endInterruptedDrills } from '../../../src/app/drill/interrupted-drills.ts';
import type { AuditAction } from '../../../src/core/words/audit-action.ts';
import { DirectoryLock } from '../../../src/store/embedded/directory-lock.ts';
import { lockPath, statePath } from '../../../src/store/embedded/file-names.ts';
import { StateFile } from '../../../src/store/embedded/state-file.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');

describe('drills that were interrupted', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'yamabiko-interrupted-'));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  function kept(dir: string, lines: readonly (readonly [AuditAction, string])[]): string {
    const path = join(data, dir);
    mkdirSync(path, { recursive: true });
    const state = new StateFile(statePath(path), { readOnly: false, sync: 'normal' });
    for (const [action, detail] of lines) {
      state.audit.append({ at: NOW - 1000, actor: 'operator', action, subject: null, detail });
    }
    state.close();
    return path;
  }
  function auditOf(dir: string): readonly string[] {
    const state = new StateFile(statePath(dir), { readOnly: true, sync: 'normal' });
    const lines = state.audit.lines({ after: 0, limit: 5000 });
    state.close();
    return lines.map(({ actor, action, detail }) => `${actor} ${action} ${detail}`);
  }

  it('are ended once in the audit of the practice council and in their own', async () => {
    const others = Array.from({ length: 1100 }, (_, n) => ['target.stopped', `t${n}`] as const);
    const practice = kept('practice', [
      ...(['drill.started', 'drill.ended'] as const).map((action) => [action, 'a × 10'] as const),
      ['drill.started', 'b × 10'],
      ...others,
    ]);
    const own = kept('drill-b', [['drill.started', 'b × 10']]);
    const over = kept('drill-a', [
      ['drill.started', 'a × 10'],
      ['drill.ended', 'a × 10'],
    ]);
    const { log, entries } = recordedLog();
    for (let start = 0; start < 2; start += 1) {
      await endInterruptedDrills({ dataDir: data, now: NOW, log });
    }
    const ended = 'interrupted drill.ended b × 10';
    expect(auditOf(practice).filter((line) => line.includes('drill.ended'))).toEqual([
      'operator drill.ended a × 10',
      ended,
    ]);
    expect(auditOf(own)).toEqual(['operator drill.started b × 10', ended]);
    expect(auditOf(over)).toHaveLength(2);
    expect(entries.filter(({ event }) => event === 'drill.interrupted')).toHaveLength(2);
  });

  it('are left alone while a process owns their store, and where the state cannot be read', async () => {
    const running = kept('drill-c', [['drill.started', 'c × 10']]);
    const broken = kept('drill-d', []);
    writeFileSync(statePath(broken), Buffer.alloc(9000, 7));
    const lock = new DirectoryLock(lockPath(running));
    const { log, entries } = recordedLog();
    await endInterruptedDrills({ dataDir: data, now: NOW, log });
    lock.release();
    expect(auditOf(running)).toEqual(['operator drill.started c × 10']);
    expect(entries.map(({ event }) => event)).toEqual(['drill.interruption_not_kept']);
  });

  it('are none where there is no data', async () => {
    const dataDir = join(data, 'none');
    await expect(
      endInterruptedDrills({ dataDir, now: NOW, log: recordedLog().log }),
    ).resolves.toBeUndefined();
  });
});
