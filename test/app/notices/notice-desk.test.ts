import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askService } from '../../../src/app/control/ask-service.ts';
import { ControlDesk } from '../../../src/app/control/control-desk.ts';
import {
  type NoticeDesk,
  type NoticeOrder,
  noticeOutcomeSchema,
} from '../../../src/app/control/notice-order.ts';
import { CouncilInForce } from '../../../src/app/reload/council-in-force.ts';
import { DAY_KINDS } from '../../../src/core/calendar.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf } from '../../board/council-fixture.ts';
import { draftOf } from '../../store/stored-notice.ts';
import { startDesk } from './desk-council.ts';

const MEMBER = 'member:gas-0001';
const INCIDENT = '20260513-1';
const YEAR_MS = 365 * 86_400_000;
const BY = { actor: 'operator' } as const;

function testOf(recipient: string): NoticeOrder {
  return { action: 'notice-test', recipient, contact: 1, at: Date.now(), ...BY };
}

describe('the desk for notices', () => {
  it('shows what would be written now in both languages, and writes nothing', async () => {
    const { desk, store, sink } = await startDesk();
    const order = { action: 'notice-preview', incident: INCIDENT, recipient: MEMBER } as const;
    const outcome = await desk.take('1', { ...order, at: Date.now(), ...BY });
    expect(outcome).toMatchObject({
      kind: 'notices_previewed',
      previews: [
        {
          of: 'now',
          number: 1,
          ja: { subject: expect.stringContaining('【応答を確認できず】') },
          en: { text: expect.stringContaining('Measuring from outside found the following.') },
        },
        { of: null, number: 2, refusal: { en: expect.stringContaining('a telephone number') } },
      ],
    });
    expect([await store.outbox(), sink.received]).toEqual([[], []]);
  });

  it('says why nothing would be written where the gate refuses', async () => {
    const refusal = {
      stage: 'gate',
      until: null,
      text: { ja: '送りません', en: 'not for it' },
    } as const;
    const { desk } = await startDesk({ refusal });
    const order = { action: 'notice-preview', incident: INCIDENT, recipient: MEMBER } as const;
    expect(await desk.take('1', { ...order, at: Date.now(), ...BY })).toMatchObject({
      previews: [{ of: null, refusal: { en: 'not for it' } }, { of: null }],
    });
  });

  it('says which stage would halt it, by what the contact was told and wants to hear', async () => {
    const order = { action: 'notice-preview', incident: INCIDENT, recipient: MEMBER } as const;
    const quiet = { from: 0, to: 0, days: DAY_KINDS };
    for (const [contact, ...said] of [
      [{ floor: 'pattern' }, 'hears of “a pattern” and above only'],
      [{ quietHours: quiet }, 'quiet hours of this contact'],
      [{ escalateAfterMs: 10 * YEAR_MS }, 'unless it is acknowledged'],
      [{ verifiedOn: null }, 'was not verified'],
    ] as const) {
      const { desk } = await startDesk({ contact });
      expect(await desk.take('1', { ...order, at: Date.now(), ...BY })).toMatchObject({
        previews: [{ of: null, refusal: { en: expect.stringContaining(said[0]) } }, { of: null }],
      });
    }
    const { desk, store } = await startDesk();
    const told = [['site:gas-0001-home', { print: 'failing', incident: INCIDENT, at: 1 }]];
    const body = JSON.stringify({ format: 1, count: 1, lastAt: 1, told, unsaid: [] });
    const contact = `${MEMBER}/mail:web@example.jp`;
    await store.keepStep({ desks: [{ contact, body }], decisions: [], outbox: [draftOf('one')] });
    expect(await desk.take('1', { ...order, at: Date.now(), ...BY })).toMatchObject({
      previews: [
        { of: 'written', refusal: { en: expect.stringContaining('told already') } },
        { of: null },
      ],
    });
    const about = { recipient: null, target: null, sector: null, incident: INCIDENT };
    await desk.take('2', {
      ...{ action: 'silence-add', ...about, forMs: 60_000, until: null, reason: null },
      ...{ at: Date.now(), ...BY },
    });
    await store.keepStep({ desks: [{ contact, body: null }], decisions: [], outbox: [] });
    expect(await desk.take('3', { ...order, at: Date.now(), ...BY })).toMatchObject({
      previews: [
        { of: 'written', refusal: { en: expect.stringContaining('silenced until') } },
        { of: null },
      ],
    });
  });

  it('writes once what an order asks that comes twice', async () => {
    const { desk, sink } = await startDesk();
    const order = testOf(MEMBER);
    const first = await desk.take('same', order);
    expect(first).toMatchObject({ deliveries: [{ state: 'sent' }] });
    expect(await desk.take('same', order)).toEqual(first);
    expect(sink.received).toHaveLength(1);
    await desk.take('another', order);
    expect(sink.received).toHaveLength(2);
  });

  it('keeps the code that it sent where the order for it comes twice', async () => {
    const { desk, store, sink } = await startDesk();
    const order: NoticeOrder = {
      ...{ action: 'notice-verify', recipient: MEMBER, olderThanMs: 1, at: Date.now(), ...BY },
    };
    await desk.take('same', order);
    const [before] = await store.contacts();
    await desk.take('same', order);
    expect(await store.contacts()).toMatchObject([{ code: before?.code }]);
    expect(sink.received.map(({ parsed }) => parsed.text)).toEqual([
      expect.stringContaining(before?.code ?? 'none'),
    ]);
  });

  it('writes of practice data only to those who take part, marked', async () => {
    const apart = await startDesk({ exercise: 'practice' });
    expect(await apart.desk.take('1', testOf(MEMBER))).toMatchObject({
      deliveries: [{ state: null, refusal: { en: expect.stringContaining('notify.exercises') } }],
    });
    const taking = await startDesk({ exercise: 'practice', exercises: [MEMBER] });
    await taking.desk.take('1', testOf(MEMBER));
    const subjects = taking.sink.received.map(({ parsed }) => parsed.subject);
    expect([apart.sink.received, subjects]).toEqual([
      [],
      [expect.stringMatching(/^【模擬データ】/)],
    ]);
  });

  it('lets others than the operator act on their own messages alone', async () => {
    const { desk, store } = await startDesk();
    const by = { at: Date.now(), actor: 'abe' };
    const member = { kind: 'member', member: 'gas-0001', sector: 'gas' } as const;
    const nothing = { target: null, sector: null, incident: null, until: null, reason: null };
    const silence = { action: 'silence-add', forMs: 60_000, ...nothing, ...by } as const;
    const acknowledge = { action: 'acknowledge', incident: INCIDENT, by: 'abe', ...by } as const;
    const kinds = await Promise.all([
      desk.take('1', { ...silence, recipient: MEMBER }, member),
      desk.take('2', { ...silence, recipient: 'operator' }, member),
      desk.take('3', { ...silence, recipient: null }, member),
      desk.take('4', { ...silence, recipient: null }, { kind: 'council' }),
      desk.take('5', { ...acknowledge, recipient: MEMBER }, member),
      desk.take('6', { ...acknowledge, recipient: 'council' }, { kind: 'council' }),
      desk.take('7', { ...acknowledge, recipient: MEMBER }, { kind: 'observer' }),
      desk.take('8', testOf(MEMBER), member),
    ]);
    const [own, ...others] = kinds.map(({ kind }) => kind);
    expect(own).toBe('silenced');
    expect(others).toEqual([
      ...['notice_denied', 'notice_denied', 'notice_denied'],
      ...['acknowledged', 'acknowledged', 'notice_denied', 'notice_denied'],
    ]);
    // Nobody is told of a silence of his own messages.
    expect(await store.outbox()).toEqual([]);
    const [kept] = await store.silences(0);
    expect(kept).toMatchObject({ recipient: MEMBER, by: 'abe' });
    const end = { action: 'silence-end', silence: kept?.id ?? '', ...by } as const;
    expect((await desk.take('9', end, { kind: 'observer' })).kind).toBe('notice_denied');
    expect((await desk.take('9', end, member)).kind).toBe('silence_ended');
  });

  it('has telling look again after an acknowledgement and a silence, and after nothing else', async () => {
    const { desk, changes } = await startDesk();
    const at = { at: Date.now(), ...BY };
    await desk.take('1', testOf(MEMBER));
    expect(changes()).toBe(0);
    await desk.take('2', {
      ...{ action: 'acknowledge', incident: INCIDENT, recipient: MEMBER, by: 'a', ...at },
    });
    const about = { recipient: MEMBER, target: null, sector: null, incident: null };
    await desk.take('3', {
      ...{ action: 'silence-add', ...about, forMs: 60_000, until: null, reason: null, ...at },
    });
    expect(changes()).toBe(2);
  });
});

describe('an order about notices', () => {
  async function control() {
    const storeDir = mkdtempSync(join(tmpdir(), 'yamabiko-notice-order-'));
    const council = new CouncilInForce({
      ...{ whole: councilOf({ sectors: 1, sitesPerSector: 1 }), stopped: [] },
      ...{ practiceUrlOf: () => 'http://a.test/', now: Date.now(), log: noLog },
    });
    const { state } = createMemoryStore();
    const parts = { storeDir, council, state, clock: systemClock, log: noLog };
    const desk = await ControlDesk.create(parts);
    desk.open(() => Promise.resolve());
    onTestFinished(async () => {
      await desk.close();
      rmSync(storeDir, { recursive: true });
    });
    return { desk, storeDir };
  }

  const NOTHING: NoticeDesk = {
    take: (id) =>
      Promise.resolve({ kind: 'notice_refused', text: { ja: id, en: 'as the desk says' } }),
  };

  it('waits until somebody tells, and has the answer of the desk', async () => {
    const { desk, storeDir } = await control();
    const answer = askService(storeDir, testOf(MEMBER), noticeOutcomeSchema);
    desk.openNotices(NOTHING);
    expect(await answer).toMatchObject({ text: { en: 'as the desk says' } });
  });

  it('is not carried out by a service that finds it later', async () => {
    const { desk, storeDir } = await control();
    desk.openNotices(NOTHING);
    const order = { ...testOf(MEMBER), at: Date.now() - 61_000 };
    expect(await askService(storeDir, order, noticeOutcomeSchema)).toMatchObject({
      kind: 'notice_refused',
      text: { en: expect.stringContaining('more than a minute old') },
    });
  });
});
