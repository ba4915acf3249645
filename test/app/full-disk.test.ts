import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeldUp } from '../support/held-up.ts';
import { needs } from '../support/needs.ts';
import { ROOT } from '../support/yamabiko.ts';

interface Health {
  readonly status: string;
  readonly probing: { readonly done: number; readonly missed: number };
  readonly store: { readonly status: string; readonly pending: number; readonly dropped: number };
}

/** A file system of 4 MiB of its own, then the service on it. */
const ON_SMALL_DISK = `
  mount -t tmpfs -o size=4m tmpfs "$1"
  exec "$NODE" src/launch.mjs run --data "$1" --listen 127.0.0.1:0 --lang en --log-level warn
`;

describe.skipIf(!needs('unshare', 'mount-namespace'))('a service whose disk is full', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-full-'));
  let service: ChildProcessByStdio<null, Readable, Readable>;
  /** The disk as the service sees it. */
  let disk = '';
  let url = '';
  let stderr = '';

  beforeAll(async () => {
    service = spawn('unshare', ['-rm', 'sh', '-c', ON_SMALL_DISK, 'sh', dir], {
      cwd: ROOT,
      env: { ...process.env, NODE: process.execPath },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    disk = join(`/proc/${service.pid}/root`, dir);
    service.stderr.on('data', (text: Buffer) => {
      stderr += text.toString();
    });
    for await (const text of service.stdout) {
      const match = /Board: (\S+)/.exec(String(text));
      url = match?.[1] ?? url;
      if (url !== '') break;
    }
    expect(url, stderr).not.toBe('');
  });

  afterAll(() => {
    service.kill('SIGKILL');
    rmdirSync(dir);
  });

  function fillDisk(): string {
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    try {
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    } catch (error) {
      // The service has taken some of the room in the meantime: the disk is full then, too.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
    return filler;
  }

  async function healthWhere(holds: (health: Health) => boolean): Promise<Health> {
    for (;;) {
      const health = (await (await fetch(`${url}/healthz`)).json()) as Health;
      if (holds(health)) return health;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('goes on probing, says so, and stores everything when there is room again', async () => {
    const well = await healthWhere(({ probing, store }) => probing.done > 5 && store.pending === 0);
    expect(well.status).toBe('ok');

    const filler = fillDisk();
    const full = await healthWhere(({ store }) => store.status === 'waiting');
    expect(full.status).toBe('degraded');
    const later = await healthWhere(({ probing }) => probing.done > full.probing.done + 10);
    expect(later.probing.missed).toBe(0);
    expect(later.store.pending).toBeGreaterThan(0);

    rmSync(filler);
    const again = await healthWhere(({ store }) => store.status === 'ok' && store.pending < 5);
    expect(again.store.dropped).toBe(0);
    expect(stderr).toContain('store.');
  });

  it('ends at SIGTERM within 5 s with exit code 0 while the disk is full', async () => {
    fillDisk();
    await healthWhere(({ store }) => store.status === 'waiting');
    const ended = once(service, 'exit');
    const busy = new HeldUp(service.pid);
    const askedAt = Date.now();
    service.kill('SIGTERM');
    expect(await ended, stderr).toEqual([0, null]);
    expect(Date.now() - askedAt - busy.end()).toBeLessThan(5000);
    expect(stderr).toContain('store.close_incomplete');
  });
});
