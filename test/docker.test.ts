import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needs } from './support/needs.ts';
import { ROOT } from './support/yamabiko.ts';

const run = promisify(execFile);

/** As in the container, with folders of its own. */
describe.skipIf(!needs('sh', 'od', 'head'))('the secrets of the first start', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-first-'));
    for (const volume of ['influx-admin', 'grafana-admin', 'tokens']) {
      await mkdir(join(dir, 'secrets', volume), { recursive: true });
    }
  });
  afterEach(() => rm(dir, { recursive: true }));
  const make = () =>
    run(join(ROOT, 'docker/make-secrets.sh'), [], {
      env: {
        ...process.env,
        YAMABIKO_SECRETS: join(dir, 'secrets'),
        YAMABIKO_PROVISIONING: join(dir, 'provisioning'),
      },
    });
  const SECRETS = ['influx-admin/token', 'influx-admin/password', 'grafana-admin/password'];
  const all = () =>
    Promise.all(SECRETS.map((file) => readFile(join(dir, 'secrets', file), 'utf8')));

  it('are random, long, and made once', async () => {
    const { stdout } = await make();
    const first = await all();
    for (const secret of first) {
      expect(secret).toMatch(/^[0-9a-f]{64}$/);
      expect(stdout).not.toContain(secret);
    }
    expect(new Set(first).size).toBe(3);
    const { stdout: again } = await make();
    expect(again).toBe('');
    expect(await all()).toEqual(first);
    const { mode } = await stat(join(dir, 'secrets', 'influx-admin/token'));
    expect(mode & 0o777).toBe(0o444);
  });

  it('come with the folders that Grafana looks for', async () => {
    await make();
    expect((await readdir(join(dir, 'provisioning'))).sort()).toEqual(
      ['access-control', 'alerting', 'dashboards', 'datasources', 'plugins'].sort(),
    );
  });
});
