import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import type { Channel } from '../../../src/core/ports/channel.ts';
import { createWebhookChannel } from '../../../src/notify/channels/webhook.ts';
import {
  type HookAnswer,
  type HookReceiver,
  isGenuine,
  startHookReceiver,
} from '../../support/hook-receiver.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { startRecordingProxy } from '../../support/recording-proxy.ts';
import { AT, entryTo, noticeWith, RENDERED } from './channel-entry.ts';

const SECRET = '鍵-0123456789abcdef';

async function receiver(): Promise<HookReceiver> {
  const started = await startHookReceiver(SECRET);
  onTestFinished(() => started.close());
  return started;
}

async function channel(environment = {}): Promise<Channel> {
  const outgoing = await openOutgoing(environment);
  onTestFinished(() => outgoing.close());
  return createWebhookChannel({ outgoing, secret: SECRET }, () => RENDERED);
}

const entryAt = (url: string, notice = noticeWith()) =>
  entryTo({ kind: 'webhook', to: url }, notice);

describe('a webhook', () => {
  it('gets the notice as JSON, signed, with its key and its marking', async () => {
    const hook = await receiver();
    const entry = entryAt(`${hook.origin}/notices?desk=1`);
    expect(await (await channel()).send(entry)).toEqual({ kind: 'accepted' });
    const [request] = hook.received;
    expect(request).toMatchObject({ method: 'POST', path: '/notices?desk=1', isGenuine: true });
    const body = JSON.parse(request?.body ?? '');
    expect(body).toEqual({
      ...RENDERED.json,
      id: request?.headers['idempotency-key'],
      language: 'ja',
      subject: RENDERED.subject,
      text: RENDERED.text,
      link: RENDERED.link,
    });
    expect(body.id).toMatch(/^[0-9a-f]{32}$/);
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      tlp: 'TLP:AMBER+STRICT',
    });
  });

  it('is signed so that neither the body nor the moment can be changed', async () => {
    const hook = await receiver();
    await (await channel()).send(entryAt(hook.origin));
    const body = hook.received[0]?.body ?? '';
    const signature = String(hook.received[0]?.headers['x-yamabiko-signature']);
    const now = Date.now();
    expect(isGenuine(SECRET, signature, body, now)).toBe(true);
    expect(isGenuine('another', signature, body, now)).toBe(false);
    expect(isGenuine(SECRET, signature, body.replace('gas-0001', 'gas-0002'), now)).toBe(false);
    const later = signature.replace(/t=\d+/, `t=${Math.floor(now / 1000) + 60}`);
    expect(isGenuine(SECRET, later, body, now)).toBe(false);
    expect(isGenuine(SECRET, signature, body, now + 600_000)).toBe(false);
  });

  it.each(['notices.md', 'notices.ja.md'])('is checked as docs/%s says', async (page) => {
    const { isFromYamabiko } = await checkOf(page);
    const hook = await receiver();
    await (await channel()).send(entryAt(hook.origin));
    const body = hook.received[0]?.body ?? '';
    const signature = String(hook.received[0]?.headers['x-yamabiko-signature']);
    expect(isFromYamabiko(SECRET, signature, body)).toBe(true);
    expect(isFromYamabiko('another', signature, body)).toBe(false);
    expect(isFromYamabiko(SECRET, signature, `${body} `)).toBe(false);
    expect(isFromYamabiko(SECRET, signature.replace(/t=\d+/, 't=1'), body)).toBe(false);
    expect(isFromYamabiko(SECRET, '', body)).toBe(false);
  });

  it('has the same key and body when its answer was lost and it is sent again, and no other', async () => {
    const hook = await receiver();
    const sending = await channel();
    hook.answerWith('lost');
    const entry = entryAt(hook.origin);
    expect(await sending.send(entry)).toMatchObject({ kind: 'passing', retryAfterMs: null });
    expect(await sending.send({ ...entry, attempts: 1 })).toEqual({ kind: 'accepted' });
    await sending.send(entryAt(hook.origin, noticeWith({ key: 'n-2' })));
    await sending.send(entryAt(`${hook.origin}/other`));
    // As each drill has it, whose store counts from 1.
    await sending.send(entryAt(hook.origin, noticeWith({ at: AT + 1 })));
    const keys = hook.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(4);
    expect(hook.received[1]?.body).toBe(hook.received[0]?.body);
  });

  it('is answered by its status, even where the answer breaks off or is very long', async () => {
    const hook = await receiver();
    const sending = await channel();
    hook.answerWith(
      { status: 200, isBroken: true },
      { status: 202, body: 'x'.repeat(1_000_000) },
      { status: 500, isBroken: true, body: 'half' },
    );
    const entry = entryAt(hook.origin);
    expect(await sending.send(entry)).toEqual({ kind: 'accepted' });
    expect(await sending.send(entry)).toEqual({ kind: 'accepted' });
    expect(await sending.send(entry)).toMatchObject({ kind: 'passing', error: 'HTTP 500: half' });
  });

  const inAMinute = () => new Date(Date.now() + 60_000).toUTCString();
  it.each<[HookAnswer, object]>([
    [{ status: 200, body: 'thanks' }, { kind: 'accepted' }],
    [{ status: 204 }, { kind: 'accepted' }],
    [
      { status: 429, headers: { 'retry-after': '30' } },
      { kind: 'passing', retryAfterMs: 30_000 },
    ],
    [{ status: 500 }, { kind: 'passing', error: 'HTTP 500', retryAfterMs: null }],
    [
      { status: 503, headers: { 'retry-after': 'soon' } },
      { kind: 'passing', retryAfterMs: null },
    ],
    [{ status: 408 }, { kind: 'passing' }],
    [
      { status: 400, body: 'no\r\n  such\u0007 field' },
      { kind: 'permanent', error: 'HTTP 400: no such field', bounced: false },
    ],
    [{ status: 401 }, { kind: 'permanent', bounced: false }],
    [{ status: 404 }, { kind: 'permanent', bounced: true }],
    [{ status: 410 }, { kind: 'permanent', bounced: true }],
    [
      { status: 301, headers: { location: '/' } },
      { kind: 'permanent', bounced: false },
    ],
  ])('that answers %j is %j', async (answer, expected) => {
    const hook = await receiver();
    hook.answerWith(answer);
    expect(await (await channel()).send(entryAt(hook.origin))).toMatchObject(expected);
    expect(hook.received).toHaveLength(1);
  });

  it('may ask to be called again from a moment on', async () => {
    const hook = await receiver();
    hook.answerWith({ status: 503, headers: { 'retry-after': inAMinute() } });
    const delivery = await (await channel()).send(entryAt(hook.origin));
    const wait = delivery.kind === 'passing' ? delivery.retryAfterMs : null;
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });

  it('tells a short piece of a long complaint', async () => {
    const hook = await receiver();
    hook.answerWith({ status: 422, body: '長'.repeat(100_000) });
    const delivery = await (await channel()).send(entryAt(hook.origin));
    expect(delivery).toMatchObject({ error: `HTTP 422: ${'長'.repeat(199)}…` });
  });

  it('that nobody serves waits, and what is told of it holds no path', async () => {
    const gone = await startRawServer(() => {});
    await gone.close();
    const url = `http://127.0.0.1:${gone.port}/hooks/secret-path?token=secret`;
    const delivery = await (await channel()).send(entryAt(url));
    expect(delivery).toMatchObject({
      kind: 'passing',
      error: expect.stringContaining('ECONNREFUSED'),
    });
    expect(JSON.stringify(delivery)).not.toContain('secret');
  });

  it.each(['ftp://example.jp/', 'somewhere', ''])('at %j is no address', async (url) => {
    const delivery = await (await channel()).send(entryAt(url));
    expect(delivery).toMatchObject({ kind: 'permanent', bounced: true });
  });

  it('is reached by the proxy of the environment', async () => {
    const hook = await receiver();
    const proxy = await startRecordingProxy();
    onTestFinished(() => proxy.close());
    const sending = await channel({ HTTP_PROXY: proxy.url });
    expect(await sending.send(entryAt(hook.origin))).toEqual({ kind: 'accepted' });
    expect(proxy.connections).toBe(1);
    expect(hook.received[0]?.isGenuine).toBe(true);
  });
});

/** The code of a page, as a reader would take it. */
async function checkOf(page: string): Promise<{
  isFromYamabiko(secret: string, signature: string, body: string): boolean;
}> {
  const text = readFileSync(join(import.meta.dirname, '../../../docs', page), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
