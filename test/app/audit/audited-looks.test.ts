import { describe, expect, it } from 'vitest';
import { AuditedLooks } from '../../../src/app/audit/audited-looks.ts';
import { SharedCouncil } from '../../../src/app/audit/shared-council.ts';
import { AppError } from '../../../src/core/errors.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { AuditEntry } from '../../../src/core/words/audit.ts';
import type { Looker } from '../../../src/core/words/look.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { ManualClock, settled } from '../../support/manual-clock.ts';
import { AT, MINUTE, sharingCouncil } from '../sharing/shared-council.ts';

const HOUR = 60 * MINUTE;
const SATO: Looker = { viewer: { kind: 'operator' }, name: 'sato', way: 'session' };
const SITE = { kind: 'target', target: 'far-counted' } as const;
const LIST = { kind: 'list', sector: null } as const;

function opened(appendAudit?: (entry: AuditEntry) => Promise<never>) {
  const { state } = createMemoryStore();
  const clock = new ManualClock(AT);
  let config = sharingCouncil(['counted']);
  const log: string[] = [];
  const logged = { ...noLog, error: (event: string) => void log.push(event) };
  let append = appendAudit;
  const looks = new AuditedLooks({
    state: { appendAudit: (entry) => append?.(entry) ?? state.appendAudit(entry) },
    council: new SharedCouncil(() => config),
    ...{ clock, log: logged },
  });
  const lines = async () => (await state.auditLines()).map(({ at, subject }) => [at, subject]);
  return {
    ...{ looks, clock, lines, log },
    recover: () => (append = undefined),
    share: (consent: 'named') => (config = sharingCouncil([consent])),
    shareMany: (many: number) => {
      const its = Array.from({ length: many }, (_, n) => target(`site-${n}`, { consent: 'named' }));
      config = councilOf([sector('gas', [member('gas-1', its)])]);
    },
  };
}

describe('looks in the audit', () => {
  it('leave a line an hour of a site and a line a day of a list, however often is asked', async () => {
    const { looks, clock, lines } = opened();
    for (let asked = 0; asked < 24 * 60; asked += 1) {
      looks.look(SATO, SITE);
      looks.look(SATO, LIST);
      await settled();
      clock.step(MINUTE);
    }
    looks.look(SATO, LIST);
    await settled();
    const left = await lines();
    expect(left.filter(([, subject]) => subject === 'far-counted')).toHaveLength(24);
    expect(left.filter(([, subject]) => subject === null)).toEqual([
      [AT, null],
      [AT + 24 * HOUR, null],
    ]);
  });

  it('at a list that came to hold many others leave one line more', async () => {
    const { looks, lines, shareMany } = opened();
    const viewer = { kind: 'council' } as const;
    shareMany(1);
    looks.look({ ...SATO, viewer }, LIST);
    shareMany(102);
    looks.look({ ...SATO, viewer }, LIST);
    looks.look({ ...SATO, viewer }, LIST);
    shareMany(202);
    looks.look({ ...SATO, viewer }, LIST);
    await looks.close();
    const subjects = (await lines()).map(([, subject]) => subject);
    expect(subjects.slice(0, 3)).toEqual([null, null, 'site-102']);
    expect(subjects).toHaveLength(102);
  });

  it('at a sector that there is not leave nothing behind', async () => {
    const { looks, lines } = opened();
    looks.look(SATO, { kind: 'list', sector: 'no-such-sector' });
    await settled();
    expect(await lines()).toEqual([]);
  });

  it('of others, by another way or at what is shared otherwise leave lines of their own', async () => {
    const { looks, lines, share } = opened();
    looks.look(SATO, SITE);
    looks.look({ ...SATO, name: 'ito' }, SITE);
    looks.look({ ...SATO, way: 'token' }, SITE);
    looks.look(SATO, { kind: 'target', target: 'gone' });
    share('named');
    looks.look(SATO, SITE);
    looks.look(SATO, { kind: 'target', target: 'far-named' });
    await settled();
    expect((await lines()).map(([, subject]) => subject)).toEqual([
      ...['far-counted', 'far-counted', 'far-counted', 'far-named'],
    ]);
  });

  it('wait for the store, in order and with their own times, and no answer waits for them', async () => {
    const failing = async () => {
      throw new AppError('store_unavailable', 'no disk');
    };
    const { looks, clock, lines, recover, log } = opened(failing);
    looks.look(SATO, SITE);
    await settled();
    clock.step(MINUTE);
    looks.look(SATO, LIST);
    await settled();
    expect([await lines(), new Set(log)]).toEqual([[], new Set(['audit.looks_wait'])]);
    recover();
    looks.look(SATO, LIST);
    await looks.close();
    expect(await lines()).toEqual([
      [AT, 'far-counted'],
      [AT + MINUTE, null],
    ]);
  });

  it('are written at the end', async () => {
    let isReady = false;
    const failing = async () => {
      if (!isReady) throw new AppError('store_unavailable', 'no disk');
      throw new AppError('internal', 'not reached');
    };
    const { looks, lines, recover } = opened(failing);
    looks.look(SATO, SITE);
    await settled();
    isReady = true;
    recover();
    await looks.close();
    expect(await lines()).toEqual([[AT, 'far-counted']]);
  });
});
