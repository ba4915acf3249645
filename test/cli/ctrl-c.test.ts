import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  startNotingSite,
} from '../app/running-council.ts';
import { CHECKOUT, Yamabiko } from '../support/yamabiko.ts';

/** The launcher sees an old Node, and starts the one of the packages as its child. */
const OLD_NODE = `if (process.argv[1]?.endsWith('launch.mjs')) {
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
}
`;

describe.skipIf(process.platform === 'win32').each([
  ['by a Node that runs it', false],
  ['by an old Node, through a child', true],
])('Ctrl+C at a service started %s', (_, isOld) => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-ctrl-c-'));
  let site: NotingSite;
  let folder: CouncilFolder;
  let service: Yamabiko;

  beforeAll(async () => {
    writeFileSync(join(dir, 'old-node.mjs'), OLD_NODE);
    // Answers later than the service waits for when it ends.
    site = await startNotingSite(4500);
  });
  afterAll(async () => {
    await site.close();
    rmSync(dir, { recursive: true });
  });

  beforeEach(async () => {
    folder = councilFolder();
    const url = `http://127.0.3.1:${site.port}/gas-1`;
    folder.writeSector('gas', [{ id: 'gas-1', url, schedule: '*/6 * * * * *' }]);
    const place = ['--config', folder.dir, '--data', folder.dataDir, '--listen', '127.0.0.1:0'];
    const preload = `--import=${pathToFileURL(join(dir, 'old-node.mjs'))}`;
    service = new Yamabiko(['run', ...place], isOld ? { NODE_OPTIONS: preload } : {}, {
      ...CHECKOUT,
      ownGroup: true,
    });
    await service.printed(/Board: /);
    await askedAgain(site, ['/gas-1']);
  });
  afterEach(async () => {
    if (service.child.exitCode === null) toGroup('SIGKILL');
    await service.ended;
    folder.remove();
  });

  /** As a terminal does it. */
  const toGroup = (signal: NodeJS.Signals) => process.kill(-(service.child.pid ?? 0), signal);

  it('stores what was measured and ends with exit code 0', async () => {
    toGroup('SIGINT');
    const { code, stderr } = await service.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('app.stopped') });
  });

  it('is one and the same when it comes twice at once, as through npm', async () => {
    toGroup('SIGINT');
    toGroup('SIGINT');
    await service.printed(/Finishing/);
    toGroup('SIGINT');
    const { code, stderr } = await service.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('app.stopped') });
  });

  it('ends it at once when it is pressed again after more than a second', async () => {
    toGroup('SIGINT');
    await service.printed(/Finishing/);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    toGroup('SIGINT');
    const { code, stderr } = await service.ended;
    expect(code).toBe(1);
    expect(stderr).not.toContain('app.stopped');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('may come to its process alone (%s)', async (signal) => {
    const { code, stderr } = await service.stop(signal);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('app.stopped') });
  });
});
