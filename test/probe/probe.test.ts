import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createProbe } from '../../src/probe/probe.ts';
import { createAuthority, type ServerCertificate } from '../support/certificates.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { probeJob } from '../support/probe-job.ts';
import { onRequestHead, startRawServer } from '../support/raw-server.ts';
import { openProbe } from './open-probe.ts';

const NEVER = new AbortController().signal;

describe('a probe', () => {
  let certificate: ServerCertificate;
  let http: OriginServer;
  let https: OriginServer;
  let http2: OriginServer;
  let measure: ReturnType<typeof openProbe>;

  beforeAll(async () => {
    const authority = await createAuthority();
    certificate = await authority.issue({ hosts: ['localhost'] });
    http = await startOriginServer();
    https = await startOriginServer(undefined, { certificate });
    http2 = await startOriginServer(undefined, { certificate, http2: true });
    measure = openProbe({ extraCa: [authority.ca] });
  });

  afterAll(() => Promise.all([http.close(), https.close(), http2.close()]));

  it('becomes a sample of its series and slot', async () => {
    const startedAt = Date.now();
    const job = probeJob(http.originAs('localhost'), { id: 'gas-0001-home', member: 'gas-0001' });
    const engine = createProbe({
      vantage: 'tokyo',
      userAgent: 'x',
      resolverServers: [],
      extraCa: [],
    });
    const { sample, detail } = await engine.probe(
      { ...job, scheduledAt: 1_000, attempt: 2 },
      NEVER,
    );
    expect(sample).toMatchObject({
      target: 'gas-0001-home',
      member: 'gas-0001',
      sector: 'sector',
      vantage: 'tokyo',
      family: 4,
      scheduledAt: 1_000,
      attempt: 2,
      outcome: 'success',
      protocol: 'http/1.1',
      tlsVersion: null,
      peerAddress: '127.0.0.1',
      queueMs: 0,
      loopDelayMs: 0,
      validity: 'valid',
      suspectCause: null,
    });
    expect(sample.startedAt).toBeGreaterThanOrEqual(startedAt);
    expect(detail).toBeNull();
  });

  it('of an IP literal has the literal’s family', async () => {
    const { sample } = await measure(http.origin, { family: 6 });
    expect(sample).toMatchObject({ outcome: 'success', family: 4, peerAddress: '127.0.0.1' });
  });

  it.each([
    { offer: 'auto', server: () => http2, protocol: 'h2' },
    { offer: '1.1', server: () => http2, protocol: 'http/1.1' },
    { offer: '2', server: () => http2, protocol: 'h2' },
    { offer: 'auto', server: () => https, protocol: 'http/1.1' },
  ] as const)('that offers $offer speaks $protocol', async ({ offer, server, protocol }) => {
    const { sample } = await measure(server().originAs('localhost'), { http: offer });
    expect(sample).toMatchObject({ outcome: 'success', protocol });
  });

  it('that offers HTTP/2 alone fails in tls where the server speaks none', async () => {
    const { sample } = await measure(https.originAs('localhost'), { http: '2' });
    expect(sample).toMatchObject({ reason: 'tls', blame: 'target', failedPhase: 'tls' });
  });

  it('that offers HTTP/2 alone fails in protocol without TLS, before it connects', async () => {
    const { sample, detail } = await measure(http.originAs('localhost'), { http: '2' });
    expect(sample).toMatchObject({ reason: 'protocol', blame: 'target', statusCode: null });
    expect(sample.phases).toMatchObject({ connect: null, send: null });
    expect(detail).toBe('ALPN');
  });

  it('sends one plain request that names its sender', async () => {
    let head = '';
    const server = await startRawServer(({ socket }) =>
      onRequestHead(socket, (text) => {
        head = text;
        socket.end('HTTP/1.1 200 OK\r\n\r\n');
      }),
    );
    await measure(`http://user:secret@localhost:${server.port}/a?b=c#d`);
    await server.idle();
    expect(server.connections).toBe(1);
    expect(head.split('\r\n')).toEqual([
      'GET /a?b=c HTTP/1.1',
      `host: localhost:${server.port}`,
      'connection: close',
      'user-agent: yamabiko-test (+https://council.test/about)',
      'accept: */*',
      'accept-encoding: gzip, deflate, br, zstd',
      '',
      '',
    ]);
    await server.close();
  });

  it('rejects only when it is cancelled, wherever it is', async () => {
    const server = await startRawServer(() => {});
    const { probe } = createProbe({
      vantage: 'v',
      userAgent: 'x',
      resolverServers: [],
      extraCa: [],
    });
    const controller = new AbortController();
    const running = probe(probeJob(`http://127.0.0.1:${server.port}/`), controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'probe_failed' });
    await expect(probe(probeJob(http.origin), controller.signal)).rejects.toMatchObject({
      code: 'probe_failed',
    });
    await server.idle();
    await server.close();
  });

  describe('with proxies in the environment', () => {
    const names = [
      'HTTP_PROXY',
      'http_proxy',
      'HTTPS_PROXY',
      'https_proxy',
      'ALL_PROXY',
      'NODE_USE_ENV_PROXY',
    ];
    const before = names.map((name) => [name, process.env[name]] as const);

    afterEach(() => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    it('goes straight to the site', async () => {
      const proxy = await startRawServer(({ socket }) => socket.end());
      for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
      process.env['NODE_USE_ENV_PROXY'] = '1';
      for (const server of [http, https, http2]) {
        expect((await measure(server.originAs('localhost'))).sample.outcome).toBe('success');
      }
      expect(proxy.connections).toBe(0);
      await proxy.close();
    });
  });

  it.each([
    { over: 'HTTP', server: () => http },
    { over: 'HTTPS', server: () => https },
    { over: 'HTTP/2', server: () => http2 },
  ])('leaves no connection open over $over', async ({ server }) => {
    await Promise.all(Array.from({ length: 20 }, () => measure(server().originAs('localhost'))));
    await expect.poll(() => server().open, { timeout: 5_000 }).toBe(0);
  });

  it('is over at its deadline also while a name is looked up', async () => {
    const silent = createSocket('udp4');
    silent.bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const slow = openProbe({ resolverServers: [`127.0.0.1:${silent.address().port}`] });
    const { sample } = await slow('http://site.test/', { timeoutMs: 80 });
    expect(sample).toMatchObject({
      reason: 'timeout',
      blame: 'resolver',
      failedPhase: 'dns',
      peerAddress: null,
      hops: 1,
    });
    expect(sample.totalMs).toBeGreaterThanOrEqual(78);
    expect(sample.phases).toEqual({
      dns: null,
      connect: null,
      tls: null,
      send: null,
      wait: null,
      transfer: null,
      other: sample.totalMs,
    });
    silent.close();
  });
});
