import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, Delivery } from '../../../src/core/ports/channel.ts';
import type { NoticeStore, OutboxDraft } from '../../../src/core/ports/notice-store.ts';
import type { ContactKind } from '../../../src/core/words/recipient.ts';
import { OutboxSender } from '../../../src/notify/outbox/outbox-sender.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { T0 } from '../../store/store-sample.ts';
import { draftOf, stepOf } from '../../store/stored-notice.ts';
import { ManualClock, settled } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { ACCEPTED, passing, ScriptedChannel } from './scripted-channel.ts';

const HOUR_MS = 3_600_000;
const GONE: Delivery = { kind: 'permanent', error: '550 <web@example.jp> unknown', bounced: true };

let clock: ManualClock;
let notices: NoticeStore;
let mail: ScriptedChannel;
let channels: Map<ContactKind, Channel>;
let logged: ReturnType<typeof recordedLog>;
let sender: OutboxSender;

beforeEach(async () => {
  clock = new ManualClock(T0);
  ({ notices } = createMemoryStore());
  mail = new ScriptedChannel();
  channels = new Map([['mail', mail]]);
  logged = recordedLog();
  sender = open();
  await sender.start();
});
afterEach(() => sender.close());

function open(): OutboxSender {
  const { log } = logged;
  return new OutboxSender({ store: notices, channels, clock, log, random: () => 0.5 });
}

async function put(...drafts: OutboxDraft[]): Promise<void> {
  await notices.keepStep(stepOf(...drafts));
  sender.wake();
  await quiet();
}

/** Everything that needs no time has happened. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await settled();
}

async function pass(ms: number): Promise<void> {
  await clock.run(ms);
  await quiet();
}

const states = async () =>
  (await notices.outbox()).map(({ notice, state, attempts }) => [notice.key, state, attempts]);

describe('the sender of notices', () => {
  it('sends what is put into the outbox, and keeps that it was sent', async () => {
    await put(draftOf('a'), draftOf('b', { mailbox: 'night' }));
    expect(mail.seen).toEqual(['web@example.jp a', 'night@example.jp b']);
    expect(await states()).toEqual([
      ['b', 'sent', 1],
      ['a', 'sent', 1],
    ]);
    expect(await notices.waiting()).toEqual([]);
    expect(sender.status).toEqual({
      waiting: 0,
      oldestAt: null,
      unansweredAt: null,
      kinds: [{ kind: 'mail', waiting: 0, sent: 2, failed: 0, dead: 0, isAway: false }],
      problem: null,
    });
  });

  it('takes up what an earlier life left, and sends nothing twice', async () => {
    await put(draftOf('a'));
    await sender.close();
    await notices.keepStep(stepOf(draftOf('b')));
    sender = open();
    await sender.start();
    await quiet();
    sender.wake();
    await quiet();
    expect(mail.seen).toEqual(['web@example.jp a', 'web@example.jp b']);
  });

  it('keeps the order of a contact while one is tried again, and lets others go', async () => {
    mail.answer(({ to }) => (to.to === 'web@example.jp' ? passing('451 later') : ACCEPTED));
    await put(draftOf('a'), draftOf('b'), draftOf('c', { mailbox: 'night' }));
    expect(mail.seen).toEqual(['web@example.jp a', 'night@example.jp c']);
    await pass(999);
    expect(mail.seen).toHaveLength(2);
    await pass(1);
    expect(mail.seen.slice(2)).toEqual(['web@example.jp a']);
    mail.answer(() => ACCEPTED);
    await pass(2000);
    expect(mail.seen.slice(3)).toEqual(['web@example.jp a', 'web@example.jp b']);
    expect((await notices.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('lets the next one of a contact go behind one that is refused for good', async () => {
    mail.answer(({ notice }) => (notice.key === 'a' ? GONE : ACCEPTED));
    await put(draftOf('a'), draftOf('b'));
    expect(mail.seen).toEqual(['web@example.jp a', 'web@example.jp b']);
    expect(await states()).toEqual([
      ['b', 'sent', 1],
      ['a', 'dead', 1],
    ]);
  });

  it('waits as long as the other side asks', async () => {
    mail.answer(() => passing('429 slow down', 90_000));
    await put(draftOf('a'));
    await pass(89_999);
    expect(mail.seen).toHaveLength(1);
    await pass(1);
    expect(mail.seen).toHaveLength(2);
  });

  it('gives up after a day of passing errors', async () => {
    mail.answer(() => passing('451 later'));
    await put(draftOf('a'), draftOf('b'));
    await pass(24 * HOUR_MS - 60_000);
    expect((await notices.outbox({ state: 'dead' })).length).toBe(0);
    mail.answer(({ notice }) => (notice.key === 'a' ? passing('451 later') : ACCEPTED));
    await pass(6 * 60_000);
    const [dead] = await notices.outbox({ state: 'dead' });
    expect(dead).toMatchObject({ lastError: '451 later', failingSince: T0 });
    expect(mail.seen.at(-1)).toBe('web@example.jp b');
  });

  it('notices within half a minute that a kind is back, and makes nobody wait longer', async () => {
    mail.answer(() => passing('connect ECONNREFUSED'));
    const boxes = Array.from({ length: 50 }, (_, index) => `box-${index}`);
    await put(...boxes.map((mailbox) => draftOf('a', { mailbox })));
    await pass(10 * 60_000);
    expect(sender.status).toMatchObject({ waiting: 50, oldestAt: T0 });
    expect(sender.status.kinds[0]?.isAway).toBe(true);
    mail.answer(() => ACCEPTED);
    await pass(30_000);
    expect(sender.status).toMatchObject({ waiting: 0, problem: null });
    expect(sender.status.kinds[0]).toMatchObject({ sent: 50, isAway: false });
  });

  it('notices so also what an earlier life could not send', async () => {
    mail.answer(() => passing('connect ECONNREFUSED'));
    await put(draftOf('a'), draftOf('b', { mailbox: 'night' }));
    for (let attempt = 0; attempt < 20; attempt += 1) await pass(30_000);
    await sender.close();
    mail.answer(() => ACCEPTED);
    sender = open();
    await sender.start();
    await pass(30_000);
    expect(await notices.waiting()).toEqual([]);
  });

  it('sends to many contacts at once, but not to more than it may, each kind for itself', async () => {
    const held = Promise.withResolvers<void>();
    const slack = new ScriptedChannel();
    channels.set('slack', slack);
    mail.answer(async () => {
      await held.promise;
      return ACCEPTED;
    });
    const boxes = Array.from({ length: 30 }, (_, index) => draftOf('a', { mailbox: `b-${index}` }));
    const plain = draftOf('a', { mailbox: 'hook' });
    await put(...boxes, {
      ...plain,
      contact: 'council/slack:x',
      to: { ...plain.to, kind: 'slack' },
    });
    expect([mail.seen.length, slack.seen.length]).toEqual([20, 1]);
    held.resolve();
    await mail.had(30);
    expect(mail.mostInFlight).toBe(20);
  });

  it('keeps that an address bounced until a later message is taken', async () => {
    mail.answer(() => GONE);
    await put(draftOf('a'));
    const [known] = await notices.contacts();
    expect(known).toMatchObject({ bouncedAt: T0, bounce: '550 <web@example.jp> unknown' });
    await sender.close();
    sender = open();
    await sender.start();
    mail.answer(() => ACCEPTED);
    await put(draftOf('b'));
    expect(await notices.contacts()).toMatchObject([{ bouncedAt: null, bounce: null }]);
  });

  it('keeps what was found by hand not to be reached until a later message is taken', async () => {
    const { contact } = draftOf('a');
    await sender.noteBounce(contact, { at: T0, error: 'came back by post' });
    expect(await notices.contacts()).toMatchObject([{ contact, bounce: 'came back by post' }]);
    await put(draftOf('a'));
    expect(await notices.contacts()).toMatchObject([{ contact, bouncedAt: null, bounce: null }]);
  });

  it('gives up what nothing sends, and what no channel can be had for is no bounce', async () => {
    channels.clear();
    await put(draftOf('a'));
    expect(await states()).toEqual([['a', 'dead', 1]]);
    expect(await notices.contacts()).toEqual([]);
  });

  it('takes a channel that throws for one that may work later', async () => {
    mail.answer(() => Promise.reject(new Error('a defect')));
    await put(draftOf('a'));
    mail.answer(() => ACCEPTED);
    await pass(1000);
    expect(await states()).toEqual([['a', 'sent', 2]]);
    expect(logged.entries.map(({ event }) => event)).toContain('notify.channel_failed');
  });

  it('logs each attempt without the address', async () => {
    mail.answer(() => passing('450 <web@example.jp> and night@example.jp are busy'));
    await put(draftOf('a'));
    mail.answer(() => GONE);
    await pass(1000);
    mail.answer(() => ACCEPTED);
    await put(draftOf('b'));
    const events = logged.entries.map(({ event, level }) => [event, level]);
    expect(events).toEqual([
      ['notify.failed', 'warn'],
      ['notify.dead', 'error'],
      ['notify.sent', 'info'],
    ]);
    expect(logged.entries[0]?.fields).toMatchObject({
      recipient: 'member:gas-0001',
      channel: 'mail',
      problem: '450 <[contact]> and [address] are busy',
    });
    expect(JSON.stringify(logged.entries)).not.toContain('@example.jp');
  });
});

describe('a notice that was given up', () => {
  it('is sent again when that is asked for, before what came later', async () => {
    mail.answer(({ notice }) => (notice.key === 'a' ? GONE : passing('451 later')));
    await put(draftOf('a'), draftOf('b'));
    const [dead] = await notices.outbox({ state: 'dead' });
    mail.answer(() => ACCEPTED);
    await sender.resend(dead?.seq ?? 0);
    await pass(1000);
    expect(mail.seen.slice(2)).toEqual(['web@example.jp a', 'web@example.jp b']);
    expect(await states()).toEqual([
      ['b', 'sent', 2],
      ['a', 'sent', 1],
    ]);
    sender.wake();
    await quiet();
    expect(mail.seen).toHaveLength(4);
  });

  it('is the only one that is sent again', async () => {
    await put(draftOf('a'));
    const [sent] = await notices.outbox();
    for (const seq of [sent?.seq ?? 0, 99]) {
      await expect(sender.resend(seq)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('the sender while the store is away', () => {
  it.each(['rejects', 'says nothing'])(
    'goes on where it %s, sends nothing twice and keeps the results later',
    async (how) => {
      const { settle } = notices;
      const refusal = Promise.withResolvers<void>();
      const fail = () => refusal.reject(new Error('the disk is full'));
      if (how === 'rejects') fail();
      notices.settle = () => refusal.promise;
      await put(draftOf('a'), draftOf('b'), draftOf('c', { mailbox: 'night' }));
      await pass(20_000);
      const order = ['web@example.jp a', 'night@example.jp c', 'web@example.jp b'];
      expect(mail.seen).toEqual(order);
      expect(await notices.waiting()).toHaveLength(3);
      fail();
      await quiet();
      expect(sender.status.problem).toBe('the disk is full');
      notices.settle = settle;
      await pass(30_000);
      expect(await notices.waiting()).toEqual([]);
      expect(sender.status.problem).toBeNull();
      expect(mail.seen).toEqual(order);
    },
  );

  it('reads what was put into the outbox when the store is back', async () => {
    const { waiting } = notices;
    notices.waiting = () => Promise.reject(new Error('the disk is gone'));
    await put(draftOf('a'));
    expect(sender.status.problem).toBe('the disk is gone');
    notices.waiting = waiting;
    await pass(1000);
    expect(mail.seen).toEqual(['web@example.jp a']);
    expect(sender.status.problem).toBeNull();
  });
});
