import { describe, expect, it } from 'vitest';
import { ChainCheck } from '../../../src/app/audit/chain-check.ts';
import type { StateStore } from '../../../src/core/ports/state-store.ts';
import type { AuditLine } from '../../../src/core/words/audit.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { AT } from '../sharing/shared-council.ts';

async function kept(lines: number) {
  const { state } = createMemoryStore();
  for (let n = 0; n < lines; n += 1) {
    await state.appendAudit({
      ...{ at: AT + n, actor: 'operator', action: 'target.viewed' },
      ...{ subject: `site-${n}`, detail: null },
    });
  }
  return state;
}

/** As somebody would find it who changed what is kept. */
function tampered(
  state: Pick<StateStore, 'auditLines'>,
  change: (lines: readonly AuditLine[]) => readonly AuditLine[],
): Pick<StateStore, 'auditLines'> {
  return {
    auditLines: async ({ after = 0, limit = 1000 } = {}) =>
      change(await state.auditLines({ limit: 10_000 }))
        .filter(({ seq }) => seq > after)
        .slice(0, limit),
  };
}

describe('the check of the whole chain', () => {
  it('follows every line over many blocks', async () => {
    const state = await kept(2500);
    const { end, broken } = await new ChainCheck(state, new ManualClock(AT)).check();
    const [last] = await state.auditLines({ after: 2499 });
    expect([end, broken]).toEqual([{ seq: 2500, hash: last?.hash }, null]);
  });

  it('finds where a line was changed, left out, or put in the place of another', async () => {
    const state = await kept(1500);
    const brokenBy = async (change: (lines: readonly AuditLine[]) => readonly AuditLine[]) =>
      (await new ChainCheck(tampered(state, change), new ManualClock(AT)).check()).broken;
    const changed = (lines: readonly AuditLine[]) =>
      lines.map((line) => (line.seq === 1200 ? { ...line, subject: 'other' } : line));
    expect(await brokenBy(changed)).toEqual({ seq: 1200, fault: 'changed' });
    const leftOut = (lines: readonly AuditLine[]) => lines.filter(({ seq }) => seq !== 7);
    expect(await brokenBy(leftOut)).toEqual({ seq: 7, fault: 'missing' });
    const renumbered = (lines: readonly AuditLine[]) =>
      lines.filter(({ seq }) => seq !== 7).map((line, n) => ({ ...line, seq: n + 1 }));
    expect(await brokenBy(renumbered)).toEqual({ seq: 7, fault: 'unlinked' });
  });

  it('is made once for all who ask within a minute, and anew after one that failed', async () => {
    const state = await kept(3);
    const clock = new ManualClock(AT);
    let asked = 0;
    let isAway = true;
    const check = new ChainCheck(
      {
        auditLines: async (query) => {
          asked += 1;
          if (isAway) throw new Error('away');
          return await state.auditLines(query);
        },
      },
      clock,
    );
    await expect(check.check()).rejects.toThrow('away');
    isAway = false;
    await Promise.all([check.check(), check.check()]);
    // The lines, and that there are no more.
    expect(asked).toBe(3);
    clock.step(61_000);
    expect((await check.check()).checkedAt).toBe(AT + 61_000);
    expect(asked).toBe(5);
  });
});
