import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';

const root = mkdtempSync(join(tmpdir(), 'yamabiko-run-practice-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Starts `run --practice`, with its data in a folder of its own, and waits for the board. */
async function startPractice(size: string, words: readonly string[] = []) {
  const dataDir = mkdtempSync(join(root, 'data-'));
  const beganAt = Date.now();
  const options = ['--practice', size, '--data', dataDir, '--listen', '127.0.0.1:0', ...words];
  const service = new Yamabiko(['run', ...options]);
  const [, url = ''] = await service.printed(/Board: (http:\/\/127\.0\.0\.1:\d+)/);
  return { service, url, dataDir, tookMs: Date.now() - beganAt };
}

interface Overview {
  readonly council: { readonly practice: boolean; readonly vantage: string };
  readonly counts: Readonly<Record<string, number>>;
  readonly sectors: readonly {
    readonly counts: Readonly<Record<string, number>>;
    readonly day: readonly { readonly success: number; readonly failure: number }[];
  }[];
}

/** The answer of a route, taken to be what the route is documented to answer. */
async function overviewOf(
  url: string,
): Promise<{ readonly response: Response; readonly data: Overview }> {
  const response = await fetch(`${url}/api/overview`);
  const { data } = (await response.json()) as { readonly data: Overview };
  return { response, data };
}

async function doneOf(url: string): Promise<number> {
  const health = await (await fetch(`${url}/healthz`)).json();
  return Number((health as { readonly probing: { readonly done: number } }).probing.done);
}

/** Waits for that many probes, looking twice a second. */
async function untilDone(url: string, count: number): Promise<void> {
  while ((await doneOf(url)) < count) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

describe('run --practice small', () => {
  it('is full at once, and says at every outlet that it is practice', async () => {
    const { service, url, dataDir, tookMs } = await startPractice('small');
    try {
      process.stderr.write(`practice board after ${tookMs} ms\n`);
      const { response, data } = await overviewOf(url);
      expect(response.headers.get('x-practice')).toBe('PRACTICE');
      expect(data.council).toMatchObject({ practice: true, vantage: 'practice' });
      expect(data.counts).toMatchObject({ targets: 120, waiting: 0, missed: 0 });
      expect(data.counts['success']).toBeGreaterThan(90);
      expect(data.sectors).toHaveLength(6);
      for (const { day } of data.sectors) {
        expect(day.every(({ success, failure }) => success + failure > 0)).toBe(true);
      }
      const metrics = await fetch(`${url}/metrics`);
      expect(metrics.headers.get('x-practice')).toBe('PRACTICE');
      expect(await metrics.text()).toMatch(
        /# HELP yamabiko_practice .*模擬データ.*\n.*\nyamabiko_practice 1\n/,
      );
      await untilDone(url, 3);
      const row = ['export', '--data', dataDir, '--target', 'practice-gas-0001-www'];
      const { stdout, stderr } = await yamabiko(row);
      const rows = stdout.trim().split('\n');
      expect(rows.length).toBeGreaterThan(1400);
      expect(rows.every((line) => line.includes('"vantage":"practice"'))).toBe(true);
      expect(stderr).toContain('PRACTICE data');
    } finally {
      expect(await service.stop()).toMatchObject({ code: 0 });
    }
    const stored = openEmbeddedReader(join(dataDir, 'practice'));
    const newest = await stored.latest(0);
    expect(
      newest.some(({ queueMs, startedAt, scheduledAt }) => {
        return queueMs === 0 && startedAt !== null && startedAt >= scheduledAt;
      }),
    ).toBe(true);
  });

  it('leaves sectors/ of the configuration out and says so', async () => {
    const config = join(root, 'public');
    mkdirSync(join(config, 'sectors'), { recursive: true });
    writeFileSync(
      join(config, 'yamabiko.yaml'),
      'council: { name: { ja: 試し, en: Trial } }\nfields: [{ id: gas, name: { ja: ガス, en: Gas } }]\n',
    );
    writeFileSync(
      join(config, 'sectors/gas.yaml'),
      [
        'sector: { id: gas, field: gas, name: { ja: ガス, en: Gas } }',
        'members:',
        '  - id: gas-0001',
        '    name: { ja: 例え, en: Example }',
        '    targets: [{ id: gas-0001-home, url: "https://www.example.jp/" }]',
      ].join('\n'),
    );
    const { service, url } = await startPractice('small', ['--config', config]);
    try {
      await service.printed(/sectors\/ of the configuration is left out/);
      const { data } = await overviewOf(url);
      expect(JSON.stringify(data)).not.toContain('gas-0001-home');
      expect(JSON.stringify(data)).toContain('Trial');
    } finally {
      await service.stop();
    }
  });

  it('refuses another size, and a real council on practice data', async () => {
    const other = await yamabiko(['run', '--practice', 'tiny']);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('--practice takes small or full, not tiny');
    const config = join(root, 'real');
    mkdirSync(join(config, 'sectors'), { recursive: true });
    writeFileSync(
      join(config, 'yamabiko.yaml'),
      [
        'council: { name: { ja: 試し, en: Trial } }',
        'operator: { name: { ja: 事務局, en: Office }, contactUrl: "https://www.example.jp/" }',
        'fields: [{ id: gas, name: { ja: ガス, en: Gas } }]',
      ].join('\n'),
    );
    writeFileSync(
      join(config, 'sectors/gas.yaml'),
      [
        'sector: { id: gas, field: gas, name: { ja: ガス, en: Gas } }',
        // At midnight on the first of January alone: nobody is asked in this test.
        'defaults: { schedule: "0 0 1 1 *" }',
        'members:',
        '  - id: gas-0001',
        '    name: { ja: 例え, en: Example }',
        '    targets:',
        '      - id: gas-0001-home',
        '        url: https://www.example.jp/',
        '        enrolment: { by: office, on: 2026-10-01 }',
      ].join('\n'),
    );
    const dir = join(root, 'mixed/practice');
    mkdirSync(dir, { recursive: true });
    const mixed = await yamabiko(['run', '--config', config, '--data', dir]);
    expect(mixed.code).toBe(1);
    expect(mixed.stderr).toContain(`${dir} holds practice data`);
  });
});

describe('run --practice full', () => {
  it('measures 4,303 sites in eighteen sectors', async () => {
    const { service, url, tookMs } = await startPractice('full');
    try {
      process.stderr.write(`full practice council after ${tookMs} ms\n`);
      await untilDone(url, 300);
      const { data } = await overviewOf(url);
      expect(data.counts['targets']).toBe(4303);
      expect(data.sectors).toHaveLength(18);
      expect(data.counts['success']).toBeGreaterThan(200);
    } finally {
      expect(await service.stop()).toMatchObject({ code: 0 });
    }
  });
});
