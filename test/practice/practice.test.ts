import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../src/core/errors.ts';
import type { Log, LogFields } from '../../src/core/ports/log.ts';
import { PRACTICE_PROFILES } from '../../src/core/words/practice-profile.ts';
import { type Practice, startPractice } from '../../src/practice/practice.ts';

/** A log whose events can be awaited. */
class EventLog implements Log {
  readonly #events = new EventEmitter();
  debug = (event: string, fields?: LogFields) => void this.#events.emit(event, fields);
  info = this.debug;
  warn = this.debug;
  error = this.debug;

  async next(event: string): Promise<LogFields> {
    const [fields]: LogFields[] = await once(this.#events, event);
    return fields ?? {};
  }
}

async function get(practice: Practice, id: string, path = '') {
  const agent = new Agent({ connect: { ca: practice.ca }, allowH2: true });
  try {
    const answer = await request(practice.urlOf(id) + path, { dispatcher: agent });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  } finally {
    await agent.destroy();
  }
}

/** What a TLS client sees of a site, whether it trusts it or not. */
async function tlsOf(practice: Practice, id: string) {
  const { port } = new URL(practice.urlOf(id));
  const socket = connectTls({
    port: Number(port),
    host: '127.0.0.1',
    ca: practice.ca,
    ALPNProtocols: ['h2', 'http/1.1'],
    rejectUnauthorized: false,
  });
  await once(socket, 'secureConnect');
  const seen = {
    protocol: socket.alpnProtocol,
    error: socket.authorizationError ?? null,
    issuer: socket.getPeerCertificate().issuer.CN,
  };
  socket.destroy();
  return seen;
}

describe('practice sites', () => {
  let practice: Practice;
  const log = new EventLog();
  const steady = Array.from({ length: 8 }, (_, index) => `steady-${index}`);

  beforeAll(async () => {
    practice = await startPractice({
      sites: [
        ...PRACTICE_PROFILES.map((profile) => ({ id: profile, profile })),
        ...steady.map((id) => ({ id, profile: 'steady' })),
        { id: 'named', profile: 'plain', name: { ja: '架空市', en: 'Kakū City' } },
      ],
      log,
    });
  });
  afterAll(() => practice.close());

  it('each have a port of their own on loopback, with TLS but for the plain one', () => {
    const urls = PRACTICE_PROFILES.map((profile) => new URL(practice.urlOf(profile)));
    expect(new Set(urls.map(({ port }) => port)).size).toBe(urls.length);
    expect(new Set(urls.map(({ hostname }) => hostname))).toEqual(new Set(['127.0.0.1']));
    const plain = PRACTICE_PROFILES.filter((_, index) => urls[index]?.protocol === 'http:');
    expect(plain).toEqual(['plain']);
  });

  it.each(['steady', 'busy', 'slow', 'http2', 'plain'])('answer well as %s', async (profile) => {
    const { status, headers, body } = await get(practice, profile);
    expect(status).toBe(200);
    expect(headers['x-practice']).toBe('PRACTICE');
    expect(body).toContain('模擬データ / PRACTICE');
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
  });

  it('bear the name given on their page', async () => {
    expect((await get(practice, 'named')).body).toContain('架空市<br>');
  });

  it('speak HTTP/2 where the profile says so, and HTTP/1.1 elsewhere', async () => {
    expect(await tlsOf(practice, 'http2')).toMatchObject({ protocol: 'h2', error: null });
    expect(await tlsOf(practice, 'steady')).toMatchObject({ protocol: 'http/1.1', error: null });
  });

  it('have certificates from two issuers', async () => {
    const seen = await Promise.all(steady.map((id) => tlsOf(practice, id)));
    expect(new Set(seen.map(({ issuer }) => issuer)).size).toBe(2);
  });

  it('redirect to a page of their own', async () => {
    const first = await get(practice, 'redirecting');
    expect([first.status, first.headers['location']]).toEqual([302, '/ja/']);
    expect((await get(practice, 'redirecting', 'ja/')).status).toBe(200);
  });

  it('answer 500 as error', async () => {
    expect((await get(practice, 'error')).status).toBe(500);
  });

  it('present a certificate that has expired as expired', async () => {
    expect(String((await tlsOf(practice, 'expired')).error)).toContain('CERT_HAS_EXPIRED');
  });

  it('refuse connections as unreachable', async () => {
    await expect(get(practice, 'unreachable')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('take the request and say nothing as hanging', async () => {
    const agent = new Agent({ connect: { ca: practice.ca }, headersTimeout: 1500 });
    const silent = request(practice.urlOf('hanging'), { dispatcher: agent });
    await expect(silent).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
    await agent.destroy();
  });

  it('fail now and then as flaky: by 503 and by a reset', async () => {
    const ends = await Promise.all(
      Array.from({ length: 60 }, () =>
        get(practice, 'flaky').then(
          ({ status }) => status,
          () => 'reset',
        ),
      ),
    );
    expect(new Set(ends)).toEqual(new Set([200, 503, 'reset']));
  });

  it('outlive clients that leave in the middle of everything', async () => {
    for (const id of ['plain', 'steady', 'http2', 'busy', 'hanging']) {
      const { port } = new URL(practice.urlOf(id));
      const socket = connect({ port: Number(port), host: '127.0.0.1' });
      await once(socket, 'connect');
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
      socket.resetAndDestroy();
    }
    expect((await get(practice, 'plain')).status).toBe(200);
  });

  it('are not found by a name that was never given', () => {
    expect(() => practice.urlOf('nobody')).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('the process of the practice sites', () => {
  let practice: Practice | null = null;
  afterEach(async () => {
    await practice?.close();
    practice = null;
  });

  it('is started again on the same ports, with the same root, when it dies', async () => {
    const log = new EventLog();
    const started = log.next('practice.started');
    const downs: AppError[] = [];
    const sites = ['plain', 'steady', 'unreachable'].map((profile) => ({ id: profile, profile }));
    practice = await startPractice({ sites, log, onDown: (error) => downs.push(error) });
    const before = { urls: sites.map(({ id }) => practice?.urlOf(id)), ca: practice.ca };
    const again = log.next('practice.started');
    process.kill(Number((await started)['pid']), 'SIGKILL');
    expect((await again)['pid']).not.toBe((await started)['pid']);
    expect(downs.map(({ code }) => code)).toEqual(['practice_unavailable']);
    expect({ urls: sites.map(({ id }) => practice?.urlOf(id)), ca: practice.ca }).toEqual(before);
    expect((await get(practice, 'steady')).status).toBe(200);
    await expect(get(practice, 'unreachable')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('spares its parent the library of certificates, and dies with it', async () => {
    const entry = join(import.meta.dirname, '../fixtures/practice/parent.ts');
    const parent = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line]: Buffer[] = await once(parent.stdout, 'data');
    const told = JSON.parse(String(line));
    expect(told).toMatchObject({ hasMetadata: false });
    const { port } = new URL(told.url);
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    socket.on('error', () => undefined).resume();
    parent.kill('SIGKILL');
    await closed;
    for (let refused = false; !refused; ) {
      const late = connect({ port: Number(port), host: '127.0.0.1' });
      refused = await once(late, 'connect').then(
        () => false,
        () => true,
      );
      late.destroy();
    }
  });

  it('stays when an interrupt goes to the whole group, and ends when it is closed', async () => {
    const log = new EventLog();
    const started = log.next('practice.started');
    const open = await startPractice({ sites: [{ id: 'a', profile: 'plain' }], log });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.kill(Number((await started)['pid']), signal);
    }
    expect((await get(open, 'a')).status).toBe(200);
    await open.close();
    await expect(get(open, 'a')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is refused for a profile that nobody knows', async () => {
    const sites = [{ id: 'a', profile: 'unknown' }];
    await expect(startPractice({ sites, log: new EventLog() })).rejects.toMatchObject({
      code: 'practice_unavailable',
    });
  });
});
