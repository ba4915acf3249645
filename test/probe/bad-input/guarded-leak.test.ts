import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';
import { runInOwnNetwork } from '../../support/own-network.ts';
import { GUARDED_PROBES, type GuardedLeak } from './guarded-leak-run.ts';
import { GUARDED_ADDRESSES } from './guarded-network.ts';
import { expectNoMemoryKept, expectNoSocketKept, KEPT_BYTES } from './nothing-kept.ts';

describe.skipIf(!needs('unshare', 'ip', 'network-namespace'))(
  `over ${GUARDED_PROBES} probes that lead to private addresses, or have no route`,
  () => {
    let leak: GuardedLeak;

    beforeAll(async () => {
      const script = join(import.meta.dirname, 'guarded-leak-run.ts');
      leak = parsed(await runInOwnNetwork(script, GUARDED_ADDRESSES, 600_000));
    }, 1_800_000);

    it('meets every reason, and reaches no private server', () => {
      const { reasons } = leak.report;
      expect(Object.keys(reasons).sort()).toEqual(['connect', 'refused', 'success']);
      expect(leak.reached).toBe(0);
    });

    it('keeps no socket', () => {
      expectNoSocketKept(leak.report, GUARDED_PROBES);
      expect(leak.open).toBe(0);
    });

    it('keeps no memory', () => {
      expectNoMemoryKept(leak.report, KEPT_BYTES);
    });
  },
);

/** The script prints nothing else than its result. */
function parsed(json: string): GuardedLeak {
  return JSON.parse(json);
}
