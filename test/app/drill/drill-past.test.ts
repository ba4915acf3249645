import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { drillPastOf } from '../../../src/app/drill/drill-past.ts';
import { createDrillRun } from '../../../src/app/drill/drill-run.ts';
import { judgedOn } from '../../../src/app/judging.ts';
import { openStores } from '../../../src/app/open-stores.ts';
import { writePracticeHistory } from '../../../src/app/practice-history.ts';
import { startPracticeSites } from '../../../src/app/practice-sites.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import { loadScenarios } from '../../../src/config/drill-load.ts';
import { targetsOf } from '../../../src/core/config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { openJudge } from '../../../src/judge/open-judge.ts';
import { isLearnedAt } from '../../../src/judge/rules/target/departure.ts';
import { drillFolder } from './drill-folder.ts';

const folder = drillFolder();
const dir = mkdtempSync(join(tmpdir(), 'yamabiko-drill-past-'));
afterAll(() => {
  rmSync(folder.root, { recursive: true, force: true });
  rmSync(dir, { recursive: true, force: true });
});

describe('the past of a drill', () => {
  it('teaches judging what is normal of each site before anything happens', async () => {
    const config = await requireConfig(folder.config);
    const { scenarios } = await loadScenarios(folder.config, config.council.timezone);
    const [scenario] = scenarios;
    if (scenario === undefined) throw new Error('there is no scenario');
    const drill = createDrillRun({
      ...{ scenario, config, speed: 60, now: Date.now() },
      onEnd: () => undefined,
    });
    const practice = await startPracticeSites(drill.config, noLog);
    const stores = await openStores({
      ...{ config: drill.config, dir, configDir: null, log: noLog },
      clock: drill.clock,
    });
    const past = drillPastOf(drill, false);
    try {
      const parts = { config: drill.config, stores, practice, storeDir: dir, log: noLog };
      await writePracticeHistory({ ...parts, drill: past });
      expect(existsSync(join(dir, 'releases'))).toBe(false);
      const judge = await openJudge({
        store: stores.judgements,
        samples: stores.samples,
        council: judgedOn(drill.config, () => false),
        maintenanceOf: () => null,
        facts: { version: 0, factsOf: () => [] },
        ...{ clock: drill.clock, log: noLog, onIncidents: () => undefined },
      });
      const learned = targetsOf(drill.config).map(({ target }) =>
        judge.seriesOf(target.id).map(({ state }) => isLearnedAt(state, drill.mark.from)),
      );
      expect(learned).toEqual(Array.from({ length: 12 }, () => [true]));
      await judge.close();
    } finally {
      await stores.close();
      await practice.close();
    }
  });
});
