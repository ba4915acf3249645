import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { backtestConfig } from '../../../src/app/backtest/backtest-config.ts';
import { CouncilsByDay } from '../../../src/app/backtest/councils-by-day.ts';
import { practiceConfig } from '../../../src/app/practice-config.ts';
import { countsOf } from '../../../src/app/validate.ts';
import { writeApplied } from '../../../src/config/applied-config.ts';
import { openTestStore, removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { workOf } from '../../store/stored-said.ts';
import { councilFolder } from '../running-council.ts';

const noWarning = (): void => {};

describe('the configuration that judges stored samples', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-practice-'));
  const folder = councilFolder();
  folder.writeSector('gas', [{ id: 'gas-1', url: 'https://gas.example/' }]);
  afterAll(() => {
    rmSync(dir, { recursive: true });
    folder.remove();
  });

  it.each(['small', 'full'] as const)(
    'is the %s practice council where that was measured',
    async (size) => {
      const measured = await practiceConfig(size, folder.dir, noWarning);
      await writeApplied(dir, measured, { appliedAt: 1 });
      const store = { dir, practice: true, running: false };
      const config = await backtestConfig(folder.dir, store, noWarning);
      expect(config.practice).toBe(true);
      expect(countsOf(config)).toEqual(countsOf(measured));
    },
  );

  it('has the work that members planned on the board', async () => {
    const data = temporaryDir();
    onTestFinished(() => removeDir(data));
    const opened = await openTestStore(data);
    const from = Date.UTC(2026, 9, 20);
    const own = { member: 'm-gas-1', targets: ['gas-1'], endedAt: null };
    const work = workOf('w', { ...own, from, to: from + 1000 });
    await opened.said.keepStep({ works: [work] });
    await opened.close();
    const store = { dir: data, practice: false, running: false };
    const config = await backtestConfig(folder.dir, store, noWarning);
    const council = await CouncilsByDay.of({ config, storeDir: data, stopped: [] });
    const { maintenanceOf } = council.at(from);
    expect(maintenanceOf('gas-1', from)?.title?.ja).toBe(work.title);
    expect(maintenanceOf('gas-1', work.to)).toBeNull();
  });

  it('is the folder itself where public sites were measured', async () => {
    const store = { dir, practice: false, running: false };
    const config = await backtestConfig(folder.dir, store, noWarning);
    expect(countsOf(config)).toEqual({ sectors: 1, members: 1, targets: 1 });
  });
});
