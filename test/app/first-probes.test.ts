import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { writeSmallConfig } from '../support/small-config.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';

const NAMES = [1, 2, 3, 4, 5, 6].map((n) => `site-${n}.council.test`);

/** `/healthz`, as far as it matters here. */
interface Health {
  readonly status: string;
  readonly doubt: {
    readonly kind: string;
    readonly series: number;
    readonly since: number;
  } | null;
}

/** A site's page, as far as it matters here. */
interface Site {
  readonly data: {
    readonly series: readonly { readonly newest: { readonly reason: string | null } | null }[];
  };
}

describe('a service whose network is not there when it starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yamabiko-first-'));
  const data = join(folder, 'data');
  const startedAt = Date.now();
  let resolver: DnsServer;
  let origin: OriginServer;
  let service: Yamabiko;
  let url = '';

  beforeAll(async () => {
    resolver = await startDnsServer({ '*.council.test': { silent: true } });
    origin = await startOriginServer(() => ({}));
    const urls = NAMES.map((name) => `${origin.originAs(name)}/`);
    writeSmallConfig(folder, { urls, resolver: resolver.address });
    service = new Yamabiko(['run', '--config', folder, '--data', data, '--listen', '127.0.0.1:0']);
    const [, address] = await service.printed(/Board: (\S+)/);
    url = address ?? '';
  });

  afterAll(async () => {
    if (service.child.exitCode === null) await service.stop('SIGKILL');
    await Promise.all([resolver.close(), origin.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function health(): Promise<Health> {
    return (await (await fetch(`${url}/healthz`)).json()) as Health;
  }

  /** Resolves when the board's overview says that the prober is in doubt, or no longer does. */
  async function boardSays(doubted: boolean): Promise<void> {
    for (;;) {
      const overview = await (await fetch(`${url}/api/overview`)).text();
      if (overview.includes('"sites":') && overview.includes('first_probes') === doubted) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('blames the prober: in the log, on the board and in /healthz', async () => {
    await service.logged(/probe\.first_probes_failed/);
    await boardSays(true);
    const { status, doubt } = await health();
    expect(status).toBe('degraded');
    expect(doubt?.kind).toBe('first_probes');
    expect(doubt?.series).toBeGreaterThanOrEqual(5);
    expect(doubt?.since).toBeGreaterThanOrEqual(startedAt);
  });

  it('ends the doubt when the network is there', async () => {
    resolver.set('*.council.test', { addresses: ['127.0.0.1'] });
    await service.logged(/probe\.first_probes_answered/);
    await boardSays(false);
    expect((await health()).doubt?.kind).not.toBe('first_probes');
  });

  it('ends the doubt that judging had of the same failures, too', async () => {
    while ((await health()).doubt?.kind === 'own_network') {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('blames a site that fails from then on', async () => {
    resolver.set(NAMES[0] ?? '', { code: 'NXDOMAIN' });
    for (let reason: string | null = null; reason !== 'dns'; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const site = (await (await fetch(`${url}/api/targets/gas-0-home`)).json()) as Site;
      reason = site.data.series[0]?.newest?.reason ?? null;
    }
    // A busy machine may strain the prober, which is another doubt.
    expect([undefined, 'strained']).toContain((await health()).doubt?.kind);
    expect((await service.stop()).code).toBe(0);
  });

  it('has kept the failures before as suspect and those after as they are', async () => {
    const { stdout } = await yamabiko(['export', '--data', data, '--format', 'ndjson']);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    const failed = rows.filter(({ outcome }) => outcome === 'failure');
    // Silence of the resolver ends in a time-out, its later answer in `dns`.
    const before = failed.filter(({ reason }) => reason === 'timeout');
    const after = failed.filter(({ reason }) => reason === 'dns');
    const isDoubted = (row: Record<string, unknown>) => row['suspect_cause'] === 'own_network';
    const suspect = before.filter((row) => row['validity'] === 'suspect');
    expect(suspect.length).toBeGreaterThanOrEqual(5);
    // A busy machine may have had a doubt of its own before.
    const late = (row: Record<string, unknown>) => row['suspect_cause'] === 'loop_delay';
    expect(suspect.every((row) => isDoubted(row) || late(row))).toBe(true);
    expect(suspect.every(({ blame }) => blame === 'resolver')).toBe(true);
    expect(after.some(({ target }) => target === 'gas-0-home')).toBe(true);
    expect(after.some(isDoubted)).toBe(false);
  });
});
