import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../src/core/errors.ts';
import { type Log, type LogFields, noLog } from '../../src/core/ports/log.ts';
import { PRACTICE_PROFILES } from '../../src/core/words/practice-profile.ts';
import { type Practice, startPractice } from '../../src/practice/practice.ts';
import { getPractice, practiceResolver, tlsOfPractice } from '../support/practice-client.ts';

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

/** Resolves when the socket is closed, whether it ended well or by a reset. */
function closeOf(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('close', () => resolve());
  return promise;
}

describe('practice sites', () => {
  let practice: Practice;
  const log = new EventLog();
  const steady = Array.from({ length: 16 }, (_, index) => `steady-${index}`);

  beforeAll(async () => {
    practice = await startPractice({
      sites: [
        ...PRACTICE_PROFILES.map((profile) => ({ id: profile, profile })),
        ...steady.map((id) => ({ id, profile: 'steady' })),
        { id: 'named', profile: 'plain', name: { ja: '架空市', en: 'Kakū City' } },
        { id: 'kakuu-home', member: 'kakuu', profile: 'plain' },
      ],
      log,
    });
  });
  afterAll(() => practice.close());

  it('have names that exist nowhere else, and ports of their own on loopback', async () => {
    const urls = steady.map((id) => new URL(practice.urlOf(id)));
    expect(new Set(urls.map(({ host }) => host)).size).toBe(steady.length);
    for (const { hostname } of urls) {
      expect(hostname).toMatch(/\.(test|example)$/);
      const [address] = await practiceResolver(practice).resolve4(hostname);
      expect(address).toMatch(/^127\./);
    }
    expect(new URL(practice.urlOf('kakuu-home')).hostname).toBe('home.kakuu.test');
    const plain = PRACTICE_PROFILES.filter((id) => practice.urlOf(id).startsWith('http:'));
    expect(plain).toEqual(['plain']);
  });

  it.each(['steady', 'busy', 'slow', 'http2', 'plain'])('answer well as %s', async (profile) => {
    const { status, headers, body } = await getPractice(practice, profile);
    expect(status).toBe(200);
    expect(headers['x-practice']).toBe('PRACTICE');
    expect(body).toContain('模擬データ / PRACTICE');
    expect(body).toContain('お知らせ / News');
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
  });

  it('bear the name given on their page', async () => {
    expect((await getPractice(practice, 'named')).body).toContain('架空市<br>');
  });

  it('speak HTTP/2 where the profile says so, and HTTP/1.1 elsewhere', async () => {
    expect(await tlsOfPractice(practice, 'http2')).toMatchObject({ protocol: 'h2', error: null });
    const steadily = { protocol: 'http/1.1', error: null };
    expect(await tlsOfPractice(practice, 'steady')).toMatchObject(steadily);
  });

  it('have certificates from several issuers', async () => {
    const seen = await Promise.all(steady.map((id) => tlsOfPractice(practice, id)));
    expect(new Set(seen.map(({ issuer }) => issuer)).size).toBe(3);
  });

  it('redirect to a page of their own', async () => {
    const first = await getPractice(practice, 'redirecting');
    expect([first.status, first.headers['location']]).toEqual([302, '/ja/']);
    expect((await getPractice(practice, 'redirecting', 'ja/')).status).toBe(200);
  });

  it('fail now and then as flaky: by 503 and by a reset', async () => {
    const ends = await Promise.all(
      Array.from({ length: 60 }, () =>
        getPractice(practice, 'flaky').then(
          ({ status }) => status,
          () => 'reset',
        ),
      ),
    );
    expect(new Set(ends)).toEqual(new Set([200, 503, 'reset']));
  });

  it('answer nobody who asks for another name', async () => {
    const { port } = new URL(practice.urlOf('plain'));
    const { address } = practice.factsOf('plain');
    const socket = connect({ port: Number(port), host: address });
    const closed = closeOf(socket);
    socket.on('error', () => undefined).resume();
    socket.write('GET / HTTP/1.1\r\nhost: somebody.else.test\r\n\r\n');
    await closed;
    expect(socket.bytesRead).toBe(0);
  });

  it('outlive clients that leave in the middle of everything', async () => {
    for (const id of ['plain', 'steady', 'http2', 'busy', 'hanging']) {
      const { port } = new URL(practice.urlOf(id));
      const socket = connect({ port: Number(port), host: practice.factsOf(id).address });
      await once(socket, 'connect');
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
      socket.resetAndDestroy();
    }
    expect((await getPractice(practice, 'plain')).status).toBe(200);
  });

  it('are not found by an id that was never given', () => {
    const unknown = expect.objectContaining({ code: 'not_found' });
    expect(() => practice.urlOf('nobody')).toThrow(unknown);
    expect(() => practice.factsOf('nobody')).toThrow(unknown);
  });
});

describe('the process of the practice sites', () => {
  let practice: Practice | null = null;
  afterEach(async () => {
    await practice?.close();
    practice = null;
  });

  it('is started again in the same places, with the same root, when it dies', async () => {
    const log = new EventLog();
    const started = log.next('practice.started');
    const downs: AppError[] = [];
    const sites = ['plain', 'steady', 'unreachable', 'nameless'].map((profile) => ({
      id: profile,
      profile,
    }));
    practice = await startPractice({ sites, log, onDown: (error) => downs.push(error) });
    const where = (of: Practice) => ({
      urls: sites.map(({ id }) => of.urlOf(id)),
      facts: sites.map(({ id }) => of.factsOf(id)),
      dns: of.dnsServer,
      ca: of.ca,
    });
    const before = where(practice);
    const again = log.next('practice.started');
    process.kill(Number((await started)['pid']), 'SIGKILL');
    expect((await again)['pid']).not.toBe((await started)['pid']);
    expect(downs.map(({ code }) => code)).toEqual(['practice_unavailable']);
    expect(where(practice)).toEqual(before);
    expect((await getPractice(practice, 'steady')).status).toBe(200);
    const refused = { code: 'ECONNREFUSED' };
    await expect(getPractice(practice, 'unreachable')).rejects.toMatchObject(refused);
  });

  it('comes back by itself when a port that it had is free again', async () => {
    const log = new EventLog();
    const started = log.next('practice.started');
    practice = await startPractice({ sites: [{ id: 'a', profile: 'plain' }], log });
    const { port } = new URL(practice.urlOf('a'));
    const died = log.next('practice.died');
    const failed = log.next('practice.restart_failed');
    process.kill(Number((await started)['pid']), 'SIGKILL');
    await died;
    const thief = createServer().listen(Number(port), practice.factsOf('a').address);
    await once(thief, 'listening');
    expect(String((await failed)['error'])).toContain('EADDRINUSE');
    const again = log.next('practice.started');
    thief.close();
    await again;
    expect((await getPractice(practice, 'a')).status).toBe(200);
  });

  it('says so when the port of its name server is taken', async () => {
    const taken = createSocket('udp4').bind(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address();
    const sites = [{ id: 'a', profile: 'plain' }];
    await expect(startPractice({ sites, log: noLog, dnsPort: port })).rejects.toMatchObject({
      code: 'practice_unavailable',
      message: expect.stringContaining(`EADDRINUSE 127.0.0.1:${port}`),
    });
    taken.close();
  });

  it('spares its parent the library of certificates, and dies with it', async () => {
    const entry = join(import.meta.dirname, '../fixtures/practice/parent.ts');
    const parent = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line]: Buffer[] = await once(parent.stdout, 'data');
    const told = JSON.parse(String(line));
    expect(told).toMatchObject({ hasMetadata: false });
    const port = Number(new URL(told.url).port);
    const socket = connect({ port, host: told.address });
    await once(socket, 'connect');
    const closed = closeOf(socket);
    socket.on('error', () => undefined).resume();
    parent.kill('SIGKILL');
    await closed;
    for (let refused = false; !refused; ) {
      const late = connect({ port, host: told.address });
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
    expect((await getPractice(open, 'a')).status).toBe(200);
    const { port } = new URL(open.urlOf('a'));
    await open.close();
    const late = connect({ port: Number(port), host: open.factsOf('a').address });
    await expect(once(late, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is refused for a profile that nobody knows', async () => {
    const sites = [{ id: 'a', profile: 'unknown' }];
    await expect(startPractice({ sites, log: new EventLog() })).rejects.toMatchObject({
      code: 'practice_unavailable',
    });
  });
});
