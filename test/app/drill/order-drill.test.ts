import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askService } from '../../../src/app/control/ask-service.ts';
import { ControlDesk } from '../../../src/app/control/control-desk.ts';
import { drillOutcomeSchema } from '../../../src/app/control/drill-order.ts';
import { orderDrill, orderDrillEnd } from '../../../src/app/drill/order-drill.ts';
import { CouncilInForce } from '../../../src/app/reload/council-in-force.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { DirectoryLock } from '../../../src/store/embedded/directory-lock.ts';
import { lockPath } from '../../../src/store/embedded/file-names.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf } from '../../board/council-fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'yamabiko-order-drill-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folder(): string {
  return mkdtempSync(join(root, 'data-'));
}

/** A desk of a service that measures real sites. */
async function publicDesk(storeDir: string): Promise<ControlDesk> {
  const config = councilOf({ sectors: 1, sitesPerSector: 1 });
  const council = new CouncilInForce({
    ...{ whole: config, stopped: [], practiceUrlOf: () => 'http://a.test/' },
    ...{ now: Date.now(), log: noLog },
  });
  const { state } = createMemoryStore();
  const desk = await ControlDesk.create({
    ...{ storeDir, council, state, clock: systemClock, log: noLog },
  });
  desk.open(() => Promise.resolve());
  return desk;
}

describe('an order for a drill', () => {
  it('is not given where real sites are measured', async () => {
    const dataDir = folder();
    const lock = new DirectoryLock(lockPath(dataDir));
    try {
      const order = orderDrill({ scenario: 'quiet-day', speed: 10, dataDir });
      await expect(order).rejects.toMatchObject({
        code: 'usage',
        text: { en: expect.stringContaining('measures real sites, so none is begun') },
      });
    } finally {
      lock.release();
    }
  });

  it('is refused by a service of real sites that it comes to all the same', async () => {
    const dataDir = folder();
    const desk = await publicDesk(dataDir);
    try {
      const order = { action: 'drill-start', scenario: 'quiet-day', speed: 10 } as const;
      const asked = { ...order, at: Date.now(), actor: 'operator' };
      expect(await askService(dataDir, asked, drillOutcomeSchema)).toMatchObject({
        kind: 'drill_refused',
        text: { ja: expect.stringContaining('訓練は模擬サイトでだけ') },
      });
    } finally {
      await desk.close();
    }
  });

  it('is not carried out by a service that finds it later', async () => {
    const dataDir = folder();
    const asked = { action: 'drill-stop', at: Date.now() - 61_000, actor: 'operator' } as const;
    const answer = askService(dataDir, asked, drillOutcomeSchema);
    const desk = await publicDesk(dataDir);
    try {
      expect(await answer).toMatchObject({
        kind: 'drill_refused',
        text: { en: expect.stringContaining('more than a minute old') },
      });
    } finally {
      await desk.close();
    }
  });

  it('goes to nobody where nothing runs', async () => {
    const dataDir = folder();
    mkdirSync(join(dataDir, 'drill-of-before'));
    const order = { scenario: 'quiet-day', speed: 10 };
    expect(await orderDrill({ ...order, dataDir })).toBeNull();
    expect(await orderDrill({ ...order, dataDir: join(dataDir, 'none') })).toBeNull();
    expect(await orderDrillEnd(dataDir)).toEqual({ kind: 'no_drill' });
  });
});
