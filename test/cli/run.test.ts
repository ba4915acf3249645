import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import { lockPath } from '../../src/store/embedded/file-names.ts';
import { openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import { HeldUp } from '../support/held-up.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';

interface Overview {
  readonly marking: string;
  readonly data: {
    readonly counts: { readonly targets: number; readonly success: number };
    readonly sectors: readonly {
      readonly sites: readonly {
        readonly id: string;
        readonly series: readonly { readonly newest: { readonly totalMs: number | null } | null }[];
      }[];
    }[];
  };
}

/** The body of a 200 answer, taken to be what the route is documented to answer. */
async function readJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** As if the service had stopped then. */
async function setLastAlive(dir: string, at: number): Promise<void> {
  const store = await openEmbeddedStore({
    dir,
    timezone: 'Asia/Tokyo',
    retention: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
    sync: 'normal',
    log: noLog,
  });
  await store.state.setMark('last_alive_at', at);
  await store.close();
}

describe('the service, started as a newcomer does', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yamabiko-run-'));
  let service: Yamabiko;
  let url = '';
  let startedAt = 0;
  let heldUp: HeldUp;

  beforeAll(async () => {
    startedAt = Date.now();
    service = new Yamabiko(['run', '--data', dataDir, '--listen', '127.0.0.1:0']);
    heldUp = new HeldUp(service.child.pid, { fromStart: true });
    const [, address] = await service.printed(/Board: (http:\/\/127\.0\.0\.1:\d+)/);
    url = address ?? '';
  });

  afterAll(async () => {
    if (service.child.exitCode === null) await service.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows measured values of sites in every sector within 15 s', async () => {
    const overview = await until(
      () => readJson<Overview>(`${url}/api/overview`),
      ({ data }) =>
        data.sectors.every(({ sites }) =>
          sites.some(({ series }) => series.some(({ newest }) => newest?.totalMs != null)),
        ),
    );
    expect(Date.now() - startedAt - heldUp.end()).toBeLessThan(15_000);
    expect(overview.marking).toBe('TLP:AMBER+STRICT');
    expect(overview.data.sectors.length).toBeGreaterThanOrEqual(4);
  });

  it('says in /healthz that slots were used and the store is well', async () => {
    const health = await until(
      () => readJson<Record<string, Record<string, unknown>>>(`${url}/healthz`),
      (value) => Number(value['probing']?.['done']) > 0,
    );
    expect(health).toMatchObject({
      probing: { missed: expect.any(Number) },
      store: { status: 'ok', dropped: 0 },
    });
    const { due, done, missed } = health['probing'] ?? {};
    expect(Number(done) + Number(missed)).toBeLessThanOrEqual(Number(due));
    // On a busy machine the prober may be strained, and nothing else.
    const doubt = health['doubt']?.['kind'] ?? null;
    const expected = doubt === 'strained' ? 'degraded' : 'ok';
    expect([health['status'], doubt === 'strained' ? null : doubt]).toEqual([expected, null]);
  });

  it('lets another process export what is stored so far', async () => {
    const read = () => yamabiko(['export', '--data', dataDir, '--format', 'ndjson']);
    const { stdout, code } = await until(read, (ended) => ended.stdout.length > 0);
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    expect(rows.every((row) => row['marking'] === 'TLP:AMBER+STRICT')).toBe(true);
    expect(rows.some((row) => row['outcome'] === 'success' && Number(row['total_ms']) > 0)).toBe(
      true,
    );
  });

  it.each([
    ['en', `another process uses the data directory ${dataDir}/practice [store_unavailable]`],
    ['ja', `${dataDir}/practice は別のプロセスが使用中です [store_unavailable]`],
  ])(
    'refuses a second service on the same data before anything else starts (%s)',
    async (language, said) => {
      const second = await yamabiko(['run', '--lang', language, '--data', dataDir]);
      expect(second.code).toBe(1);
      expect(second.stderr).toContain(said);
      expect(second.stderr).not.toContain('practice.started');
    },
  );

  it('tells a data directory that cannot be written from one in use', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'yamabiko-taken-'));
    mkdirSync(join(dir, 'practice/samples'), { recursive: true });
    mkdirSync(lockPath(join(dir, 'practice')));
    const { code, stderr } = await yamabiko(['run', '--data', dir]);
    rmSync(dir, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toContain(`the data directory ${dir}/practice cannot be written (`);
  });

  it('says so where the data directory cannot be made, also below /proc', async () => {
    const { code, stderr } = await yamabiko(['run', '--data', '/proc/x', '--lang', 'ja']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /データ用ディレクトリ \/proc\/x\/practice を作れません.*\[store_unavailable\]/,
    );
  });

  it('ends with exit code 0 and without an address when told to while it starts', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'yamabiko-early-'));
    const early = new Yamabiko(['run', '--data', dir, '--listen', '127.0.0.1:0']);
    await early.logged(/app\.starting/);
    const { code, stdout, stderr } = await early.stop();
    rmSync(dir, { recursive: true, force: true });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).not.toContain('app.started');
  });

  it('ends at SIGTERM within 5 s with exit code 0', async () => {
    const busy = new HeldUp(service.child.pid);
    const askedAt = Date.now();
    const { code } = await service.stop();
    expect(code).toBe(0);
    expect(Date.now() - askedAt - busy.end()).toBeLessThan(5000);
  });

  it('shows the samples of the first run after a restart and records the stoppage between', async () => {
    const dir = join(dataDir, 'practice');
    const stoppedAt = Date.now() - 60_000;
    await setLastAlive(dir, stoppedAt);
    const again = new Yamabiko(['run', '--data', dataDir, '--listen', '127.0.0.1:0']);
    try {
      const [, address] = await again.printed(/Board: (\S+)/);
      const { data } = await readJson<Overview>(`${address}/api/overview`);
      const restored = data.sectors.flatMap(({ sites }) =>
        sites.filter(({ series }) => series.some(({ newest }) => newest !== null)),
      );
      expect(restored.length).toBeGreaterThan(0);
      const range = { from: stoppedAt, to: Date.now() };
      const gaps = await until(
        () => openEmbeddedReader(dir).gaps(range),
        (found) => found.length > 0,
      );
      expect(gaps[0]).toMatchObject({ from: stoppedAt });
    } finally {
      expect((await again.stop()).code).toBe(0);
    }
  });
});
