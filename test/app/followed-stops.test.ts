import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planFolder, planText } from '../../src/app/plan.ts';
import { orderStop } from '../../src/app/stop.ts';
import { removalDigest } from '../../src/config/plan.ts';
import { approveRemovals } from '../../src/config/removal-approval.ts';
import { statePath } from '../../src/store/embedded/file-names.ts';
import { StateFile } from '../../src/store/embedded/state-file.ts';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  startCouncil,
  startNotingSite,
  type TargetLine,
} from './running-council.ts';

let folder: CouncilFolder;
let site: NotingSite;
let running: RunningCouncil | null = null;

beforeEach(async () => {
  folder = councilFolder();
  site = await startNotingSite();
});

afterEach(async () => {
  await stopService();
  await site.close();
  folder.remove();
});

async function start(): Promise<RunningCouncil> {
  running = await startCouncil(folder);
  return running;
}

async function stopService(): Promise<void> {
  await running?.service.close();
  running = null;
}

/** Always the same two addresses, under ids of the test's choice. */
const quiet = (id: string): TargetLine => ({ id, url: `http://127.0.7.1:${site.port}/quiet` });
const other = (): TargetLine => ({ id: 'other', url: `http://127.0.7.2:${site.port}/other` });

const order = (target: string, action: 'stop' | 'resume', reason: string | null = null) =>
  orderStop({ target, action, reason, dataDir: folder.dataDir, configDir: folder.dir });

const timesAsked = () => site.askedAt.get('/quiet')?.length ?? 0;

function auditOf(target: string) {
  const state = new StateFile(statePath(folder.dataDir), { readOnly: true, sync: 'normal' });
  const lines = state.audit.lines({ after: 0, limit: 100 });
  state.close();
  return lines
    .filter(({ subject }) => subject === target)
    .map(({ actor, action, detail }) => [actor, action, detail]);
}

async function renamed(ids: readonly string[], lines: readonly TargetLine[]): Promise<void> {
  const taken = running?.recorded.next('config.reloaded');
  await approveRemovals(
    folder.dataDir,
    { count: ids.length, digest: removalDigest(ids) },
    Date.now(),
  );
  folder.writeSector('gas', lines);
  await taken;
}

describe('a stop', () => {
  it('follows the URL to another id on a reload, as plan has said, until that is resumed', async () => {
    folder.writeSector('gas', [quiet('old'), other()]);
    await start();
    await askedAgain(site, ['/quiet', '/other']);
    expect(await order('old', 'stop', 'they asked')).toMatchObject({
      outcome: { kind: 'stopped' },
    });
    const asked = timesAsked();
    folder.writeSector('gas', [quiet('new'), other()]);
    const call = { configDir: folder.dir, againstDir: null, dataDir: folder.dataDir };
    const report = await planFolder({ ...call, confirmedRemovals: null }, Date.now());
    expect(report.staysStopped).toMatchObject([{ target: 'new', stop: { target: 'old' } }]);
    expect(planText(report, 'en').join('\n')).toMatch(
      /^! new stays stopped: it has the URL of old/m,
    );
    await renamed(['old'], [quiet('new'), other()]);
    await askedAgain(site, ['/other'], 3);
    expect(timesAsked()).toBe(asked);
    expect(auditOf('new')).toEqual([['service', 'target.stopped', 'old → new: they asked']]);
    expect(await order('new', 'resume')).toMatchObject({ outcome: { kind: 'resumed' } });
    await askedAgain(site, ['/quiet'], 2);
  });

  it('follows it across a restart', async () => {
    folder.writeSector('gas', [quiet('old'), other()]);
    await start();
    await askedAgain(site, ['/quiet']);
    await order('old', 'stop');
    await stopService();
    const asked = timesAsked();
    folder.writeSector('gas', [quiet('new'), other()]);
    await start();
    await askedAgain(site, ['/other'], 3);
    expect(timesAsked()).toBe(asked);
    expect(auditOf('new')).toEqual([['service', 'target.stopped', 'old → new']]);
  });

  it('follows it when the site comes back under another id after it was taken out', async () => {
    folder.writeSector('gas', [quiet('old'), other()]);
    await start();
    await askedAgain(site, ['/quiet']);
    await order('old', 'stop');
    const asked = timesAsked();
    await renamed(['old'], [other()]);
    await stopService();
    await start();
    const taken = running?.recorded.next('config.reloaded');
    folder.writeSector('gas', [other(), quiet('later')]);
    await taken;
    await askedAgain(site, ['/other'], 3);
    expect(timesAsked()).toBe(asked);
  });
});
