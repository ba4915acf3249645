import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../src/app/authorities.ts';
import { openOutgoing } from '../../src/app/outgoing.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Outgoing, OutgoingRequest } from '../../src/core/ports/outgoing.ts';
import { createAuthority } from '../support/certificates.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { startRawServer } from '../support/raw-server.ts';
import { type RecordingProxy, startRecordingProxy } from '../support/recording-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'yamabiko-outgoing-'));
const caFile = join(folder, 'ca.pem');
let plain: OriginServer;
let secure: OriginServer;
let asked: { method: string; authorization: string | undefined }[] = [];

beforeAll(async () => {
  const authority = await createAuthority();
  writeFileSync(caFile, authority.ca);
  const certificate = await authority.issue({ hosts: ['localhost', '127.0.0.1'] });
  plain = await startOriginServer((asPath, { method = '', headers }) => {
    const [path] = asPath.split('?');
    asked.push({ method, authorization: headers.authorization });
    if (path === '/teapot') return { status: 418, headers: { 'X-Tea': 'none' } };
    if (path === '/away') return { status: 302, headers: { location: '/teapot' } };
    if (path === '/slow') return { waitMs: 5000 };
    if (path === '/drip') return { chunks: ['a', 'b', 'c'], gapMs: 5000 };
    if (path === '/large') return { chunks: ['0123456789', '0123456789'] };
    return { chunks: ['山びこ'] };
  });
  secure = await startOriginServer(() => ({ chunks: ['secret'] }), { certificate });
});

afterAll(async () => {
  await Promise.all([plain.close(), secure.close()]);
  rmSync(folder, { recursive: true, force: true });
});

async function outgoing(environment: Environment = {}): Promise<Outgoing> {
  const opened = await openOutgoing(environment);
  onTestFinished(() => opened.close());
  return opened;
}

async function proxy(options: { readonly refuseWith?: number } = {}): Promise<RecordingProxy> {
  const started = await startRecordingProxy(options);
  onTestFinished(() => started.close());
  return started;
}

async function textOf(from: Outgoing, request: OutgoingRequest): Promise<string> {
  const { body } = await from.send(request);
  return Buffer.from(body).toString('utf8');
}

async function failureOf(from: Outgoing, request: OutgoingRequest): Promise<AppError> {
  const failure: unknown = await from.send(request).catch((error: unknown) => error);
  if (!(failure instanceof AppError)) throw new Error(`not an AppError: ${String(failure)}`);
  expect(failure.code).toBe('outgoing_failed');
  return failure;
}

describe('an outgoing request', () => {
  it('gives whatever was answered, and follows no redirect', async () => {
    const direct = await outgoing();
    expect(await textOf(direct, { url: `${plain.origin}/` })).toBe('山びこ');
    const { statusCode, headers } = await direct.send({ url: `${plain.origin}/teapot` });
    expect([statusCode, headers['x-tea']]).toEqual([418, 'none']);
    expect((await direct.send({ url: `${plain.origin}/away` })).statusCode).toBe(302);
  });

  it('sends method, body and the credentials of the URL', async () => {
    const direct = await outgoing();
    asked = [];
    const url = plain.origin.replace('//', '//user:p%40ss@');
    await direct.send({ url, method: 'POST', body: 'x=1', headers: { 'content-type': 'a/b' } });
    expect(asked).toEqual([
      { method: 'POST', authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}` },
    ]);
  });

  it.each(['/slow', '/drip'])('ends %s at its deadline', async (path) => {
    const direct = await outgoing();
    const startedMs = performance.now();
    const request = { url: `${plain.origin}${path}?token=hidden`, timeoutMs: 200 };
    const { message, text } = await failureOf(direct, request);
    expect(performance.now() - startedMs).toBeLessThan(3000);
    expect(message).toMatch(
      new RegExp(`^GET ${plain.origin}${path} failed: .*(timeout|aborted)`, 'i'),
    );
    expect(message + text.ja).not.toContain('hidden');
  });

  it('ends when it is told to', async () => {
    const direct = await outgoing();
    const stop = new AbortController();
    const ended = failureOf(direct, { url: `${plain.origin}/slow`, signal: stop.signal });
    stop.abort();
    await ended;
  });

  it('takes a body to the limit and not beyond', async () => {
    const direct = await outgoing();
    const url = `${plain.origin}/large`;
    expect(await textOf(direct, { url, maxBytes: 20 })).toHaveLength(20);
    const { message } = await failureOf(direct, { url, maxBytes: 19 });
    expect(message).toContain('more than 19 bytes');
  });

  it('says what was found where nobody listens, and refuses what is no URL', async () => {
    const gone = await startRawServer(() => {});
    await gone.close();
    const direct = await outgoing();
    const { message } = await failureOf(direct, { url: `http://127.0.0.1:${gone.port}/` });
    expect(message).toContain('ECONNREFUSED');
    await failureOf(direct, { url: 'file:///etc/passwd' });
    await failureOf(direct, { url: 'nonsense' });
  });
});

describe('an outgoing stream', () => {
  it('gives the head at once and the body piece by piece, of whatever length', async () => {
    const direct = await outgoing();
    const url = `${plain.origin}/large`;
    const { statusCode, headers, body } = await direct.stream({ url, maxBytes: 5 });
    expect([statusCode, headers['transfer-encoding']]).toEqual([200, 'chunked']);
    expect(Buffer.concat(await Array.fromAsync(body)).toString()).toHaveLength(20);
  });

  it('ends the connection of a reader who leaves early', async () => {
    const raw = await startRawServer(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegun');
    });
    onTestFinished(() => raw.close());
    const direct = await outgoing();
    const { body } = await direct.stream({ url: `http://127.0.0.1:${raw.port}/` });
    for await (const piece of body) {
      expect(Buffer.from(piece).toString()).toBe('begun');
      break;
    }
    await raw.idle();
  });

  it.each([
    ['before the head', ''],
    ['inside the body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegun'],
  ])('rejects after a silence %s that is too long', async (_, begun) => {
    const raw = await startRawServer(({ socket }) => void socket.write(begun));
    onTestFinished(() => raw.close());
    const direct = await outgoing();
    const url = `http://127.0.0.1:${raw.port}/?token=hidden`;
    const read = async () => Array.fromAsync((await direct.stream({ url, timeoutMs: 200 })).body);
    const failure: unknown = await read().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'outgoing_failed' });
    expect(String(failure)).toMatch(/timeout/i);
    expect(String(failure)).not.toContain('hidden');
  });

  it('rejects where the body ends before its length', async () => {
    const raw = await startRawServer(({ socket }) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegun');
    });
    onTestFinished(() => raw.close());
    const direct = await outgoing();
    const { body } = await direct.stream({ url: `http://127.0.0.1:${raw.port}/` });
    await expect(Array.fromAsync(body)).rejects.toMatchObject({ code: 'outgoing_failed' });
  });

  it('says what was found where nobody listens', async () => {
    const gone = await startRawServer(() => {});
    await gone.close();
    const direct = await outgoing();
    const failure = direct.stream({ url: `http://127.0.0.1:${gone.port}/` });
    await expect(failure).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('a proxy in the environment', () => {
  it('carries http as a request and https as a tunnel that an extra authority vouches for', async () => {
    const both = await proxy();
    const through = await outgoing({
      HTTP_PROXY: both.url,
      HTTPS_PROXY: both.url,
      YAMABIKO_EXTRA_CA: caFile,
    });
    expect(await textOf(through, { url: `${plain.origin}/` })).toBe('山びこ');
    expect(await textOf(through, { url: `${secure.origin}/` })).toBe('secret');
    expect(both.seen).toEqual([`GET ${plain.origin}/`, `CONNECT 127.0.0.1:${secure.port}`]);
  });

  it('does not make an unknown authority known, with or without a proxy', async () => {
    const both = await proxy();
    for (const environment of [{}, { HTTPS_PROXY: both.url }]) {
      const { message } = await failureOf(await outgoing(environment), { url: secure.origin });
      expect(message).toMatch(/certificate|issuer|verify/i);
    }
    const direct = await outgoing({ YAMABIKO_EXTRA_CA: caFile });
    expect(await textOf(direct, { url: secure.origin })).toBe('secret');
  });

  it('is taken by scheme: HTTP_PROXY alone does not carry https, nor HTTPS_PROXY http', async () => {
    const one = await proxy();
    const first = await outgoing({ HTTP_PROXY: one.url, YAMABIKO_EXTRA_CA: caFile });
    expect(await textOf(first, { url: secure.origin })).toBe('secret');
    const second = await outgoing({ HTTPS_PROXY: one.url });
    expect(await textOf(second, { url: plain.origin })).toBe('山びこ');
    expect(one.connections).toBe(0);
  });

  it('is passed by for what NO_PROXY names, in either case', async () => {
    const one = await proxy();
    for (const name of ['NO_PROXY', 'no_proxy']) {
      for (const value of [
        '127.0.0.1',
        'elsewhere.test, 127.0.0.1',
        `127.0.0.1:${plain.port}`,
        '*',
      ]) {
        const through = await outgoing({ HTTP_PROXY: one.url, [name]: value });
        expect(await textOf(through, { url: plain.origin })).toBe('山びこ');
      }
    }
    expect(one.connections).toBe(0);
    const through = await outgoing({ HTTP_PROXY: one.url, NO_PROXY: 'localhost,.test' });
    await through.send({ url: plain.origin });
    expect(one.seen).toHaveLength(1);
  });

  it('may be named without a scheme and with a password, the lower case first', async () => {
    const one = await proxy();
    const through = await outgoing({
      http_proxy: `user:p%40ss@127.0.0.1:${one.port}`,
      HTTP_PROXY: 'http://127.0.0.1:1',
    });
    await through.send({ url: plain.origin });
    expect(one.credentials).toEqual([`Basic ${Buffer.from('user:p@ss').toString('base64')}`]);
  });

  it('that refuses the tunnel fails the request', async () => {
    const refusing = await proxy({ refuseWith: 403 });
    const through = await outgoing({ HTTPS_PROXY: refusing.url, YAMABIKO_EXTRA_CA: caFile });
    const { message } = await failureOf(through, { url: secure.origin });
    expect(message).toContain('403');
  });

  it.each([
    ['HTTPS_PROXY', 'http://user:hidden@'],
    ['HTTP_PROXY', 'socks5://user:hidden@127.0.0.1:1080'],
    ['HTTPS_PROXY', 'ftp://hidden.test'],
  ])('that is none is refused by name, %s, without its value', async (name, value) => {
    const error: unknown = await openOutgoing({ [name]: value }).catch((found: unknown) => found);
    expect(error).toMatchObject({ code: 'usage' });
    expect(String(error)).toContain(name);
    expect(JSON.stringify(error) + String(error)).not.toContain('hidden');
  });

  it('is none where the variable is empty', async () => {
    const direct = await outgoing({ HTTP_PROXY: '', http_proxy: ' ' });
    expect(await textOf(direct, { url: plain.origin })).toBe('山びこ');
  });
});

it('says which file of authorities cannot be read', async () => {
  const missing = join(folder, 'missing.pem');
  await expect(openOutgoing({ YAMABIKO_EXTRA_CA: missing })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(`YAMABIKO_EXTRA_CA ${missing}`),
  });
});
