import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { councilFolder, sitesOf, startNotingSite } from '../app/running-council.ts';
import { needs } from '../support/needs.ts';
import { CHECKOUT, Yamabiko } from '../support/yamabiko.ts';

/** Sends SIGHUP to the process while its program is still being loaded. */
const EARLY = `import { registerHooks } from 'node:module';
let isSent = false;
registerHooks({
  resolve(specifier, context, next) {
    if (!isSent && specifier.endsWith('/cli.ts')) {
      isSent = true;
      process.kill(process.pid, 'SIGHUP');
    }
    return next(specifier, context);
  },
});
`;

describe.skipIf(process.platform === 'win32')('SIGHUP', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'yamabiko-hang-up-'));
    writeFileSync(join(dir, 'early.mjs'), EARLY);
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const early = () => ({ NODE_OPTIONS: `--import=${pathToFileURL(join(dir, 'early.mjs'))}` });

  it('does not end a service that is still being loaded', async () => {
    const words = ['run', '--data', join(dir, 'data'), '--listen', '127.0.0.1:0'];
    const service = new Yamabiko(words, early());
    try {
      await service.printed(/Board: /);
    } finally {
      expect(await service.stop()).toMatchObject({ code: 0 });
    }
  });

  it('ends every other command', async () => {
    const check = new Yamabiko(['check', '--help'], early());
    await check.ended;
    expect(check.child.signalCode).toBe('SIGHUP');
  });

  it('while a changed configuration is read leaves no stack behind when the service ends', async () => {
    const site = await startNotingSite();
    const folder = councilFolder();
    folder.writeSector('gas', sitesOf('gas', 250, site.port));
    const place = ['--config', folder.dir, '--data', folder.dataDir];
    const service = new Yamabiko(['run', ...place, '--listen', '127.0.0.1:0']);
    try {
      await service.printed(/Board: /);
      service.child.kill('SIGHUP');
      await service.logged(/"event":"config.reloading"/);
      const { code, stderr } = await service.stop();
      expect(code).toBe(0);
      expect(stderr).not.toContain('config.reading_stderr');
    } finally {
      await service.stop('SIGKILL');
      await site.close();
      folder.remove();
    }
  });
});

describe.skipIf(!needs('script'))('a service whose terminal is closed', () => {
  it('stores what it has measured and ends', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'yamabiko-terminal-'));
    const log = join(dir, 'log');
    const run = [process.execPath, CHECKOUT.launcher, 'run', '--data', join(dir, 'data')];
    const command = `exec ${[...run, '--listen', '127.0.0.1:0'].join(' ')} 2>>${log}`;
    const terminal = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: CHECKOUT.cwd,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      let shown = '';
      for await (const text of terminal.stdout.setEncoding('utf8')) {
        shown += text;
        if (/Board: /.test(shown)) break;
      }
      terminal.kill('SIGKILL');
      await once(terminal, 'exit');
      const lines = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
      while (!/"event":"app.stopped"/.test(lines())) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(lines()).not.toContain('Error');
    } finally {
      terminal.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
