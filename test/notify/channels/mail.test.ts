import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../../src/core/ports/channel.ts';
import { createMailChannel, type MailSettings } from '../../../src/notify/channels/mail.ts';
import type { RenderedMessage } from '../../../src/notify/message.ts';
import { createCertificates, type TestCertificates } from '../../support/certificates.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { startRecordingProxy } from '../../support/recording-proxy.ts';
import { type SmtpSink, type SmtpSinkOptions, startSmtpSink } from '../../support/smtp-sink.ts';
import { AT, entryTo, matterWith, noticeWith, RENDERED } from './channel-entry.ts';

const TO = { kind: 'mail', to: 'web@gas.example.jp' } as const;
const ACCOUNT = { user: 'yamabiko', password: 'p@ss 山びこ' };

let certificates: TestCertificates;
beforeAll(async () => {
  certificates = await createCertificates(['localhost', '127.0.0.1']);
});

async function sink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const started = await startSmtpSink(options);
  onTestFinished(() => started.close());
  return started;
}

function channelTo(
  port: number,
  change: Partial<MailSettings> = {},
  rendered: RenderedMessage = RENDERED,
): Channel {
  const settings: MailSettings = {
    host: '127.0.0.1',
    port,
    security: 'none',
    auth: null,
    from: 'やまびこ事務局 <notices@council.example.jp>',
    replyTo: null,
    ca: [certificates.ca],
    ...change,
  };
  const channel = createMailChannel(settings, () => rendered);
  onTestFinished(() => channel.close());
  return channel;
}

describe('a mail', () => {
  it('arrives with its Japanese subject, plain text first and HTML, and nothing else', async () => {
    const { port, received } = await sink();
    expect(await channelTo(port).send(entryTo(TO))).toEqual({ kind: 'accepted' });
    const [mail] = received;
    expect(mail?.parsed.subject).toBe(RENDERED.subject);
    expect(mail?.parsed.text?.trimEnd()).toBe(RENDERED.text);
    expect(mail?.parsed.html?.trimEnd()).toBe(RENDERED.html);
    expect(mail?.parsed.attachments).toEqual([]);
    expect(mail?.parsed.from).toMatchObject({
      name: 'やまびこ事務局',
      address: 'notices@council.example.jp',
    });
    expect(mail?.from).toBe('notices@council.example.jp');
    expect(mail?.to).toEqual(['web@gas.example.jp']);
    const raw = mail?.raw ?? '';
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    // Only ASCII travels, so no server on the way has to know 8BITMIME or SMTPUTF8.
    expect(raw).toMatch(/^\p{ASCII}*$/u);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('bears the headers by which people and programs sort it', async () => {
    const { port, received } = await sink();
    const notice = noticeWith({
      matters: [matterWith(), matterWith({ key: 'pattern:i-2', toldAs: 'i-2' }), matterWith()],
    });
    const channel = channelTo(port, { replyTo: 'desk@council.example.jp' });
    await channel.send(entryTo(TO, notice));
    const headers = headersOf(received);
    expect(headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-yamabiko-reference': 'YB-20261122-0304-7f3a',
      'x-yamabiko-incident': 'i-1, i-2',
      'reply-to': 'desk@council.example.jp',
      date: 'Sat, 21 Nov 2026 18:04:05 +0000',
    });
    expect(headers['message-id']).toMatch(/^<[0-9a-f]{32}@council\.example\.jp>$/);
    expect(Date.parse(headers['date'] ?? '')).toBe(AT);
  });

  it('is dated when it leaves where a drill replays another day', async () => {
    const { port, received } = await sink();
    const before = Date.now();
    await channelTo(port).send(entryTo(TO, noticeWith({ exercise: 'drill' })));
    const dated = Date.parse(headersOf(received)['date'] ?? '');
    expect(dated).toBeGreaterThan(before - 1000);
    expect(dated).toBeLessThanOrEqual(Date.now());
  });

  it('names no incident where it is about none', async () => {
    const { port, received } = await sink();
    await channelTo(port).send(entryTo(TO, noticeWith({ kind: 'test', matters: [] })));
    expect(headersOf(received)['x-yamabiko-incident']).toBeUndefined();
  });

  it('goes to one address, whatever stands in it', async () => {
    const { port, received } = await sink();
    const delivery = await channelTo(port).send(
      entryTo({ kind: 'mail', to: 'a@gas.example.jp, b@gas.example.jp' }),
    );
    expect(delivery).toMatchObject({ kind: 'permanent', bounced: true });
    expect(received).toEqual([]);
  });

  it('lets no line end in a subject begin another header', async () => {
    const { port, received } = await sink();
    const rendered = { ...RENDERED, subject: 'one\r\nBcc: somebody@else.example' };
    await channelTo(port, {}, rendered).send(entryTo(TO));
    expect(received[0]?.to).toEqual(['web@gas.example.jp']);
    expect(headersOf(received)['bcc']).toBeUndefined();
  });

  it('has the same Message-ID when its answer was lost and it is sent again, and no other', async () => {
    const server = await sink();
    const channel = channelTo(server.port);
    server.loseNextAnswer();
    const entry = entryTo(TO);
    expect(await channel.send(entry)).toMatchObject({ kind: 'passing', retryAfterMs: null });
    expect(await channel.send({ ...entry, attempts: 1, lastError: 'lost' })).toEqual({
      kind: 'accepted',
    });
    await channel.send(entryTo(TO, noticeWith({ key: 'n-2' })));
    await channel.send(entryTo({ ...TO, to: 'desk@gas.example.jp' }));
    const ids = server.received.map(({ parsed }) => parsed.messageId);
    expect(ids).toHaveLength(4);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
    expect(server.received[0]?.parsed.date).toBe(server.received[1]?.parsed.date);
  });
});

describe('the connection to the mail server', () => {
  it.each(['implicit', 'starttls'] as const)('is encrypted and signed in (%s)', async (tls) => {
    const { port, received } = await sink({
      certificate: certificates.valid,
      tls,
      account: ACCOUNT,
    });
    const security = tls === 'implicit' ? 'tls' : 'starttls';
    const channel = channelTo(port, { security, auth: ACCOUNT });
    expect(await channel.send(entryTo(TO))).toEqual({ kind: 'accepted' });
    expect(received[0]).toMatchObject({ isEncrypted: true, user: 'yamabiko' });
  });

  it.each([
    ['expired', 'tls'],
    ['selfSigned', 'tls'],
    ['unknownIssuer', 'tls'],
    ['wrongHost', 'tls'],
    ['wrongHost', 'starttls'],
    ['unknownIssuer', 'starttls'],
  ] as const)('is not trusted with a certificate that is %s (%s)', async (kind, security) => {
    const tls = security === 'tls' ? 'implicit' : 'starttls';
    const { port, received } = await sink({ certificate: certificates[kind], tls });
    const delivery = await channelTo(port, { security }).send(entryTo(TO));
    expect(delivery).toMatchObject({ kind: 'passing' });
    expect(received).toEqual([]);
  });

  it('sends nothing in clear where STARTTLS is wanted and not offered', async () => {
    const { port, received } = await sink({ account: ACCOUNT });
    const channel = channelTo(port, { security: 'starttls', auth: ACCOUNT });
    expect(await channel.send(entryTo(TO))).toMatchObject({ kind: 'passing' });
    expect(received).toEqual([]);
  });

  it('waits where the password is refused, and never tells it', async () => {
    const { port } = await sink({ account: ACCOUNT });
    const auth = { ...ACCOUNT, password: 'old secret' };
    const delivery = await channelTo(port, { auth }).send(entryTo(TO));
    expect(delivery).toMatchObject({ kind: 'passing', error: expect.stringContaining('535') });
    expect(JSON.stringify(delivery)).not.toContain('old secret');
  });

  it('waits where one has to sign in and nobody said as whom', async () => {
    const { port } = await sink({ account: ACCOUNT });
    const delivery = await channelTo(port).send(entryTo(TO));
    expect(delivery).toMatchObject({ kind: 'passing', error: expect.stringContaining('530') });
  });

  it('is kept for the next message, and opened anew when the server has ended it', async () => {
    const server = await sink();
    const channel = channelTo(server.port);
    for (const key of ['a', 'b', 'c']) await channel.send(entryTo(TO, noticeWith({ key })));
    expect(server.connections).toBe(1);
    server.cut();
    expect(await channel.send(entryTo(TO, noticeWith({ key: 'd' })))).toEqual({ kind: 'accepted' });
    expect(server.connections).toBe(2);
    expect(server.received).toHaveLength(4);
  });

  it('carries many messages over few connections', async () => {
    const server = await sink();
    const channel = channelTo(server.port);
    const entries = Array.from({ length: 200 }, (_, index) =>
      entryTo(TO, noticeWith({ key: `n-${index}` })),
    );
    const deliveries = await Promise.all(entries.map((entry) => channel.send(entry)));
    expect(deliveries.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(new Set(server.received.map(({ parsed }) => parsed.messageId)).size).toBe(200);
    expect(server.connections).toBeLessThanOrEqual(16);
  });

  it('waits where nobody listens', async () => {
    const server = await startSmtpSink();
    await server.close();
    const delivery = await channelTo(server.port).send(entryTo(TO));
    expect(delivery).toMatchObject({
      kind: 'passing',
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('gives up a server that never greets, one that falls silent and one that drips', async () => {
    const silent = await startRawServer(() => {});
    const greeting = await startRawServer(({ socket }) => void socket.write('220 hello\r\n'));
    const dripping = await startRawServer(({ socket }) => {
      const drip = setInterval(() => socket.write('220-hello\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    onTestFinished(async () => {
      await Promise.all([silent.close(), greeting.close(), dripping.close()]);
    });
    for (const [server, limits] of [
      [silent, { connectMs: 100, silenceMs: 60_000, wholeMs: 60_000 }],
      [greeting, { connectMs: 60_000, silenceMs: 100, wholeMs: 60_000 }],
      [dripping, { connectMs: 60_000, silenceMs: 60_000, wholeMs: 200 }],
    ] as const) {
      const delivery = await channelTo(server.port, { limits }).send(entryTo(TO));
      expect(delivery).toMatchObject({ kind: 'passing', retryAfterMs: null });
      await server.idle();
    }
  });

  it('ends with the channel, a message under way included', async () => {
    const greeting = await startRawServer(({ socket }) => void socket.write('220 hello\r\n'));
    onTestFinished(() => greeting.close());
    const channel = channelTo(greeting.port);
    const sending = channel.send(entryTo(TO));
    await expect.poll(() => greeting.open).toBe(1);
    await channel.close();
    expect(await sending).toMatchObject({ kind: 'passing' });
    await greeting.idle();
    expect(await channel.send(entryTo(TO))).toMatchObject({ kind: 'passing' });
  });
});

describe('an HTTP proxy of the environment', () => {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
  const before = names.map((name) => process.env[name]);
  afterAll(() => {
    names.forEach((name, index) => {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    });
  });

  it('is not asked to carry mail', async () => {
    const proxy = await startRecordingProxy();
    onTestFinished(() => proxy.close());
    for (const name of names) process.env[name] = proxy.url;
    const { port } = await sink();
    expect(await channelTo(port).send(entryTo(TO))).toEqual({ kind: 'accepted' });
    expect(proxy.connections).toBe(0);
  });
});

function headersOf(received: SmtpSink['received']): Record<string, string> {
  const headers = received[0]?.parsed.headers ?? [];
  return Object.fromEntries(headers.map(({ key, value }) => [key, value]));
}
