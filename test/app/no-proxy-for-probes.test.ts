import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../support/certificates.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { type RecordingProxy, startRecordingProxy } from '../support/recording-proxy.ts';
import { writeSmallConfig } from '../support/small-config.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';

const NAMES = [
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'npm_config_proxy',
  'npm_config_https_proxy',
];

/** Every name that a program might take a proxy from, in lower and upper case. */
function environmentOf(proxy: string): Record<string, string> {
  const named = NAMES.flatMap((name) => [name, name.toUpperCase()]).map((name) => [name, proxy]);
  return { ...Object.fromEntries(named), NODE_USE_ENV_PROXY: '1', NO_PROXY: '', no_proxy: '' };
}

describe('probes and a proxy in the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yamabiko-proxy-'));
  const caFile = join(folder, 'ca.pem');
  let proxy: RecordingProxy;
  let plain: OriginServer;
  let secure: OriginServer;
  let environment: Record<string, string>;

  beforeAll(async () => {
    const authority = await createAuthority();
    writeFileSync(caFile, authority.ca);
    const certificate = await authority.issue({ hosts: ['localhost', '127.0.0.1'] });
    proxy = await startRecordingProxy();
    plain = await startOriginServer(() => ({}));
    secure = await startOriginServer(() => ({}), { certificate, http2: true });
    environment = { ...environmentOf(proxy.url), NODE_EXTRA_CA_CERTS: caFile };
  });

  afterAll(async () => {
    await Promise.all([proxy.close(), plain.close(), secure.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are told apart: an ordinary request of the same Node does go by the proxy', async () => {
    const before = proxy.seen.length;
    await promisify(execFile)(process.execPath, ['-e', `await fetch('${plain.origin}/control')`], {
      env: { ...process.env, ...environment },
    });
    expect(proxy.seen.length).toBeGreaterThan(before);
  });

  it.each(['', 'elsewhere.test'])(
    'never meet in yamabiko check, with NO_PROXY "%s"',
    async (noProxy) => {
      const before = proxy.connections;
      for (const url of [plain.originAs('localhost'), plain.origin, secure.originAs('localhost')]) {
        const served = plain.requests + secure.requests;
        const { code, stderr } = await yamabiko(['check', '--allow-private', url], {
          ...environment,
          NO_PROXY: noProxy,
          no_proxy: noProxy,
        });
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(plain.requests + secure.requests).toBeGreaterThan(served);
      }
      expect(proxy.connections).toBe(before);
    },
  );

  it('never meet in a service that runs', async () => {
    const before = proxy.connections;
    const origins = [plain.originAs('localhost'), plain.origin, secure.originAs('localhost')];
    writeSmallConfig(folder, { urls: origins.map((each) => `${each}/`) });
    const words = ['run', '--config', folder, '--data', join(folder, 'data')];
    const service = new Yamabiko([...words, '--listen', '127.0.0.1:0'], environment);
    try {
      const [, url] = await service.printed(/Board: (\S+)/);
      const succeeded = async () => {
        const answer: unknown = await (await fetch(`${url}/api/overview`)).json();
        return JSON.stringify(answer).match(/"outcome":"success"/g)?.length ?? 0;
      };
      while ((await succeeded()) < 3) await new Promise((resolve) => setTimeout(resolve, 200));
    } finally {
      expect((await service.stop()).code).toBe(0);
    }
    expect(proxy.connections).toBe(before);
  });
});
