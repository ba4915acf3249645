import { describe, expect, it, onTestFinished } from 'vitest';
import { createMailChannel } from '../../../src/notify/channels/mail.ts';
import { type SmtpSinkOptions, startSmtpSink } from '../../support/smtp-sink.ts';
import { entryTo, RENDERED } from './channel-entry.ts';

/** A server that refuses one command, and a channel to it. */
async function refusing(
  command: string,
  code: number,
  text: string,
  options: SmtpSinkOptions = {},
) {
  let isRefusing = true;
  const sink = await startSmtpSink({
    ...options,
    refuse: (asked) => (isRefusing && asked === command ? { code, text } : null),
  });
  const channel = createMailChannel(
    {
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      auth: null,
      from: 'notices@council.example.jp',
      replyTo: null,
      ca: [],
    },
    () => RENDERED,
  );
  onTestFinished(async () => {
    await channel.close();
    await sink.close();
  });
  return {
    sink,
    send: () => channel.send(entryTo({ kind: 'mail', to: 'web@gas.example.jp' })),
    relent() {
      isRefusing = false;
    },
  };
}

describe('what a mail server refuses', () => {
  it.each([
    ['MAIL FROM', 451, '4.3.0 try again', 'passing'],
    ['RCPT TO', 450, '4.2.0 greylisted', 'passing'],
    ['RCPT TO', 452, '4.2.2 mailbox full', 'passing'],
    ['DATA', 451, '4.7.1 later', 'passing'],
    ['MAIL FROM', 421, '4.3.2 shutting down', 'passing'],
    ['MAIL FROM', 530, '5.7.0 sign in first', 'passing'],
    ['RCPT TO', 503, '5.5.1 MAIL first', 'passing'],
    ['MAIL FROM', 550, '5.1.8 sender refused', 'permanent'],
    ['DATA', 554, '5.7.1 looks like spam', 'permanent'],
    ['DATA', 552, '5.3.4 too large', 'permanent'],
    ['RCPT TO', 554, '5.7.1 relay access denied', 'permanent'],
    ['RCPT TO', 550, '5.1.1 no such user', 'bounced'],
    ['RCPT TO', 550, '5.4.1 recipient address rejected', 'bounced'],
    ['RCPT TO', 553, 'no such user here', 'bounced'],
  ])('%s with %d %s is %s', async (command, code, text, expected) => {
    const { send, sink, relent } = await refusing(command, code, text);
    const delivery = await send();
    const kind = expected === 'passing' ? 'passing' : 'permanent';
    expect(delivery).toMatchObject({ kind, error: expect.stringContaining(`${code} ${text}`) });
    if (delivery.kind === 'permanent') expect(delivery.bounced).toBe(expected === 'bounced');
    expect(sink.received).toEqual([]);
    relent();
    expect(await send()).toEqual({ kind: 'accepted' });
    expect(sink.received).toHaveLength(1);
  });

  it('is told apart alike where the server answers command by command', async () => {
    const { send } = await refusing('RCPT TO', 550, '5.1.1 no such user', { isStepwise: true });
    expect(await send()).toMatchObject({ kind: 'permanent', bounced: true });
  });
});
