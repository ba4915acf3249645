import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { withSettingsInForce } from '../../../src/app/about/settings-in-force.ts';
import { writeApplied } from '../../../src/config/applied-config.ts';
import { DirectoryLock } from '../../../src/store/embedded/directory-lock.ts';
import { lockPath } from '../../../src/store/embedded/file-names.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

it('tells the limits that a running service has, and those of the files where none runs', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'yamabiko-in-force-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const running = councilOf([sector('gas', [member('gas-0001', [target('gas-0001-home')])])]);
  const files = {
    ...running,
    probing: { ...running.probing, perAddressConcurrency: 100, perAddressStartsPerSecond: 50 },
    store: { ...running.store, retention: { ...running.store.retention, rawDays: 7 } },
  };
  await writeApplied(dir, running, { appliedAt: 1 });
  const lock = new DirectoryLock(lockPath(dir));
  const shown = await withSettingsInForce(files, dir);
  lock.release();
  expect(shown.probing).toEqual(running.probing);
  expect(shown.store.retention).toEqual(running.store.retention);
  expect(await withSettingsInForce(files, dir)).toEqual(files);
});
