import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHASES } from '../../src/core/words/outcome.ts';
import { createAuthority } from '../support/certificates.ts';
import { needs } from '../support/needs.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { ROOT, yamabiko } from '../support/yamabiko.ts';

interface CheckJson {
  readonly outcome: string;
  readonly totalMs: number;
  readonly phases: Readonly<Record<string, number | null>>;
  readonly hops: readonly Readonly<Record<string, unknown>>[];
  readonly certificate: Readonly<Record<string, unknown>> | null;
  readonly loopDelayMs: number;
}

describe('yamabiko check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yamabiko-check-'));
  const caFile = join(folder, 'ca.pem');
  let plain: OriginServer;
  let secure: OriginServer;

  beforeAll(async () => {
    const authority = await createAuthority();
    const certificate = await authority.issue({ hosts: ['localhost', '127.0.0.1'] });
    writeFileSync(caFile, authority.ca);
    plain = await startOriginServer((path) =>
      path === '/from'
        ? { status: 302, headers: { location: '/to' } }
        : path === '/bad'
          ? { status: 500 }
          : { waitMs: 80, chunks: ['山', 'びこ'], gapMs: 40 },
    );
    secure = await startOriginServer(() => ({ waitMs: 60 }), { certificate, http2: true });
  });

  afterAll(async () => {
    await Promise.all([plain.close(), secure.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function checkJson(words: readonly string[]): Promise<{ code: number | null } & CheckJson> {
    const { code, stdout } = await yamabiko(['check', '--json', '--allow-private', ...words]);
    return { code, ...(JSON.parse(stdout) as CheckJson) };
  }

  it('prints one JSON object whose phases hold the commanded delays and sum to the total', async () => {
    const found = await checkJson([`${plain.originAs('localhost')}/`]);
    expect(found).toMatchObject({
      code: 0,
      outcome: 'success',
      statusCode: 200,
      protocol: 'http/1.1',
      family: 4,
      attempt: 1,
      certificate: null,
    });
    expect(Object.keys(found.phases)).toEqual([...PHASES]);
    expect(found.phases).toMatchObject({ tls: null, dns: null });
    expect(found.phases['wait']).toBeGreaterThanOrEqual(80);
    // A first byte that a busy machine notices late counts as wait instead of transfer.
    const answeredMs = (found.phases['wait'] ?? 0) + (found.phases['transfer'] ?? 0);
    expect(answeredMs).toBeGreaterThanOrEqual(120);
    expect(found.phases['transfer']).toBeGreaterThan(0);
    const sumUs = Object.values(found.phases).reduce(
      (sum: number, each) => sum + Math.round((each ?? 0) * 1000),
      0,
    );
    expect(sumUs).toBe(Math.round(found.totalMs * 1000));
    expect(found.loopDelayMs).toBeGreaterThanOrEqual(0);
  });

  it('asks the site once, whatever it did to get warm', async () => {
    const before = plain.requests;
    await checkJson([`${plain.origin}/`]);
    expect(plain.requests - before).toBe(1);
  });

  it.each([
    ['auto', 'h2'],
    ['1.1', 'http/1.1'],
    ['2', 'h2'],
  ])('speaks HTTP %s as %s over TLS and names the certificate', async (offer, protocol) => {
    const url = `${secure.originAs('localhost')}/`;
    const found = await checkJson([url, '--ca', caFile, '--http', offer]);
    expect(found).toMatchObject({ code: 0, protocol, tlsVersion: 'TLSv1.3' });
    expect(found.phases['tls']).toBeGreaterThan(0);
    expect(found.certificate).toMatchObject({
      subject: 'localhost',
      authorized: true,
      error: null,
    });
  });

  it('says what a certificate holds that it cannot verify, and ends with 1', async () => {
    const found = await checkJson([`${secure.originAs('localhost')}/`]);
    expect(found).toMatchObject({ code: 1, outcome: 'failure', reason: 'certificate' });
    expect(found.certificate).toMatchObject({ subject: 'localhost', authorized: false });
  });

  it('shows every hop of a redirect', async () => {
    const found = await checkJson([`${plain.origin}/from`]);
    expect(found.hops).toMatchObject([
      { url: `${plain.origin}/from`, statusCode: 302 },
      { url: `${plain.origin}/to`, statusCode: 200 },
    ]);
  });

  it('refuses a loopback address unless it is allowed', async () => {
    const { code, stdout } = await yamabiko(['check', '--json', plain.origin]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ reason: 'refused', blame: 'prober' });
  });

  it('says that a refused address was not connected to, and does not let curl ask it', async () => {
    const before = plain.requests;
    const ask = ['check', plain.origin, '--compare', 'curl', '--lang'];
    const [english, japanese] = await Promise.all([
      yamabiko([...ask, 'en']),
      yamabiko([...ask, 'ja']),
    ]);
    expect(plain.requests - before).toBe(0);
    expect(english.stdout).toContain(
      `Did not connect to ${plain.origin}/ (127.0.0.1), which is not a public address, and sent nothing`,
    );
    expect(english.stdout).toContain('curl was not run, because the address is not allowed.');
    expect(japanese.stdout).toContain('公開アドレスではないため、接続せず、何も送っていません');
    expect(english.stdout).not.toContain('Asked');
  });

  it('says so where nothing could be connected to', async () => {
    const ask = ['check', '--allow-private', 'http://127.0.0.1:1/', '--lang'];
    const [english, japanese] = await Promise.all([
      yamabiko([...ask, 'en']),
      yamabiko([...ask, 'ja']),
    ]);
    expect(english.stdout).toMatch(
      /^Tried to connect to http:\/\/127\.0\.0\.1:1\/ \(127\.0\.0\.1\) without success and sent no request\./,
    );
    expect(japanese.stdout).toMatch(/へ接続を試みましたが、接続できず、要求は送っていません。/);
  });

  it('names every host that it asked after redirects', async () => {
    const { stdout } = await yamabiko(['check', '--allow-private', `${plain.origin}/from`]);
    const host = new URL(plain.origin).host;
    expect(stdout).toContain(`Followed redirects and asked ${host} (127.0.0.1) 2 times.`);
  });

  it('goes without a broken ./config and says so, but not without one that was asked for', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'yamabiko-broken-'));
    cpSync(join(ROOT, 'test/fixtures/config/many'), join(cwd, 'config'), { recursive: true });
    const launcher = join(ROOT, 'src/launch.mjs');
    const ask = ['check', '--allow-private', `${plain.origin}/`];
    const left = await yamabiko(ask, {}, { launcher, cwd });
    const asked = await yamabiko([...ask, '--config', 'config'], {}, { launcher, cwd });
    rmSync(cwd, { recursive: true });
    expect(left.code).toBe(0);
    expect(left.stderr).toMatch(/^\.\/config has \d+ problems and is not used .*\n$/);
    expect(asked.code).toBe(1);
    expect(asked.stderr).toMatch(
      /^yamabiko check: \d+ problems in the configuration config \[config_invalid\]\n {2}yamabiko\.yaml:/,
    );
  });

  it('ends with 1 at an unexpected status and says so in words, in both languages', async () => {
    const ask = ['check', '--allow-private', `${plain.origin}/bad`, '--lang'];
    const [english, japanese] = await Promise.all([
      yamabiko([...ask, 'en']),
      yamabiko([...ask, 'ja']),
    ]);
    expect([english.code, japanese.code]).toEqual([1, 1]);
    expect(english.stdout).toMatch(/\[status\] 500/);
    expect(japanese.stdout).toMatch(/1 回だけ要求しました/);
    expect(japanese.stdout).toMatch(/\[status\] 500/);
  });

  it('draws a waterfall and says whom it asked', async () => {
    const { stdout } = await yamabiko(['check', '--allow-private', `${plain.origin}/`]);
    expect(stdout).toContain(`Asked ${plain.origin}/ (127.0.0.1) once.`);
    expect(stdout).toMatch(/wait .* \d+\.\d{3} ms +█+/);
  });

  it.skipIf(!needs('curl'))('puts the figures of curl beside ours', async () => {
    const url = `${plain.origin}/`;
    const { code, stdout } = await yamabiko(['check', '--allow-private', url, '--compare', 'curl']);
    expect(code).toBe(0);
    expect(stdout).toContain('curl then asked the same URL once more.');
    expect(stdout).toMatch(/yamabiko +curl +difference/);
    expect(stdout).toMatch(/wait +\d+\.\d{3} ms +\d+\.\d{3} ms +-?\d+\.\d{3} ms/);
  });

  it.skipIf(!needs('curl'))('tells what curl said of a site that fails', async () => {
    const { code, stdout } = await yamabiko([
      ...['check', '--allow-private', 'http://127.0.0.1:1/', '--compare', 'curl'],
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/curl: Failed to connect/);
    expect(stdout).toContain('curl then tried as well; it sent no request.');
  });
});
