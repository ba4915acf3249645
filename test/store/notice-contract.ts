import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  Acknowledgement,
  NoticeStore,
  OutboxResult,
} from '../../src/core/ports/notice-store.ts';
import type { NoticeDecision, Silence } from '../../src/core/words/notice.ts';
import { MINUTE_MS, T0 } from './store-sample.ts';
import { draftOf, stepOf } from './stored-notice.ts';

export interface NoticesUnderTest {
  readonly notices: NoticeStore;
  close(): Promise<void>;
}

const FRESH = {
  state: 'waiting',
  attempts: 0,
  nextAt: T0,
  failingSince: null,
  lastError: null,
  settledAt: null,
} as const;

/** What every variant promises of what telling keeps. */
export function describeNoticeContract(
  variant: string,
  open: () => Promise<NoticesUnderTest>,
): void {
  let store: NoticesUnderTest;
  let notices: NoticeStore;

  beforeEach(async () => {
    store = await open();
    notices = store.notices;
  });
  afterEach(() => store.close());

  describe(`the outbox in the ${variant} store`, () => {
    outboxTests(() => notices);
  });

  describe(`what telling keeps in the ${variant} store`, () => {
    memoryTests(() => notices);

    it('is closed with the store', async () => {
      await store.close();
      const closed = { code: 'store_unavailable' };
      await expect(notices.waiting()).rejects.toMatchObject(closed);
      await expect(notices.keepStep(stepOf(draftOf('a')))).rejects.toMatchObject(closed);
    });
  });
}

function outboxTests(notices: () => NoticeStore): void {
  const keys = async (...query: Parameters<NoticeStore['outbox']>) =>
    (await notices().outbox(...query)).map(({ notice }) => notice.key);
  const settle = (seq: number, result: Partial<OutboxResult>) =>
    notices().settle([{ ...FRESH, seq, ...result }]);

  it('is empty at first', async () => {
    expect(await notices().waiting()).toEqual([]);
    expect(await notices().outbox()).toEqual([]);
  });

  it('gives entries back as they were, in the order in which they came', async () => {
    const [first, second] = [draftOf('a'), draftOf('b', { mailbox: 'night' })];
    await notices().keepStep(stepOf(first, second));
    const [one, two] = await notices().waiting();
    expect([one, two]).toEqual([
      { ...first, ...FRESH, seq: one?.seq },
      { ...second, ...FRESH, seq: two?.seq },
    ]);
    expect(two?.seq).toBeGreaterThan(one?.seq ?? 0);
    expect(await notices().waiting(one?.seq)).toEqual([two]);
    expect(await notices().outbox()).toEqual([two, one]);
  });

  it('takes a notice of a contact once, whatever became of it', async () => {
    await notices().keepStep(stepOf(draftOf('a'), draftOf('a')));
    await settle(1, { state: 'sent', attempts: 1, settledAt: T0 + 1 });
    await notices().keepStep(stepOf(draftOf('a'), draftOf('a', { mailbox: 'night' })));
    const waiting = await notices().waiting();
    expect(waiting.map(({ contact }) => contact)).toEqual([
      draftOf('a', { mailbox: 'night' }).contact,
    ]);
    expect(await notices().outbox()).toHaveLength(2);
  });

  it('keeps what became of an attempt', async () => {
    await notices().keepStep(stepOf(draftOf('a'), draftOf('b')));
    const failed = {
      attempts: 2,
      nextAt: T0 + MINUTE_MS,
      failingSince: T0,
      lastError: '451 later',
    };
    await settle(1, failed);
    await settle(2, { state: 'dead', attempts: 1, lastError: '550 unknown', settledAt: T0 });
    expect(await notices().waiting()).toMatchObject([{ seq: 1, ...failed }]);
    expect(await notices().outbox({ state: 'dead' })).toMatchObject([
      { seq: 2, state: 'dead', lastError: '550 unknown', settledAt: T0 },
    ]);
    await settle(2, {});
    expect(await notices().waiting()).toMatchObject([{ seq: 1 }, { seq: 2, lastError: null }]);
  });

  it('finds entries by their state, by an incident they tell of, and before another', async () => {
    await notices().keepStep(
      stepOf(
        draftOf('a', { incidents: ['i-1'] }),
        draftOf('b', { incidents: ['i-1', 'i-2'] }),
        draftOf('c', { incidents: [] }),
      ),
    );
    await settle(1, { state: 'sent', attempts: 1, settledAt: T0 });
    expect(await keys()).toEqual(['c', 'b', 'a']);
    expect(await keys({ limit: 1 })).toEqual(['c']);
    expect(await keys({ state: 'sent' })).toEqual(['a']);
    expect(await keys({ incidents: ['i-1'] })).toEqual(['b', 'a']);
    expect(await keys({ incidents: ['i-1'], state: 'waiting' })).toEqual(['b']);
    expect(await keys({ incidents: ['i-2'], before: 2 })).toEqual([]);
    expect(await keys({ before: 3 })).toEqual(['b', 'a']);
    expect(await keys({ incidents: ['i-3'] })).toEqual([]);
    expect(await keys({ incidents: ['i-3', 'i-1'] })).toEqual(['b', 'a']);
  });
}

function memoryTests(notices: () => NoticeStore): void {
  it('is a desk for each contact, as it was kept last, until nothing is to be remembered', async () => {
    const desks = (...list: readonly (readonly [string, string | null])[]) => ({
      desks: list.map(([contact, body]) => ({ contact, body })),
      decisions: [],
      outbox: [],
    });
    await notices().keepStep(desks(['b', '1'], ['a', '1']));
    await notices().keepStep(desks(['b', '2'], ['c', '3']));
    await notices().keepStep(desks(['c', null], ['d', null]));
    expect(await notices().desks()).toEqual([
      { contact: 'a', body: '1' },
      { contact: 'b', body: '2' },
    ]);
  });

  it('is what was decided of an incident, the oldest first', async () => {
    const decision = (at: number, incident: string): NoticeDecision => ({
      at,
      incident,
      recipient: 'council',
      contact: 'council/mail:office@example.jp',
      stage: 'budget',
      notice: null,
      text: { ja: '上限に達しました。', en: 'The budget is used up.' },
    });
    const decisions = [decision(T0, 'i-1'), decision(T0, 'i-2'), decision(T0 + 1, 'i-1')];
    await notices().keepStep({ desks: [], decisions, outbox: [] });
    expect(await notices().decisions(['i-1'])).toEqual([decisions[0], decisions[2]]);
    expect(await notices().decisions(['i-2', 'i-3', 'i-1'])).toEqual(decisions);
    expect(await notices().decisions(['i-3'])).toEqual([]);
  });

  it('is every silence that has not ended, once', async () => {
    const silence = (id: string, until: number): Silence => ({
      ...{ id, recipient: 'council', target: null, sector: 'gas', incident: null },
      ...{ from: T0, until, by: 'operator', reason: '点検' },
    });
    await notices().keepSilence(silence('s-2', T0 + 10));
    await notices().keepSilence(silence('s-1', T0 + 20));
    expect(await notices().silences(T0)).toEqual([
      silence('s-1', T0 + 20),
      silence('s-2', T0 + 10),
    ]);
    expect(await notices().silences(T0 + 10)).toEqual([silence('s-1', T0 + 20)]);
    await notices().keepSilence(silence('s-1', T0 + 5));
    expect(await notices().silences(T0 + 5)).toEqual([silence('s-2', T0 + 10)]);
  });

  it('is the first acknowledgement of a recipient and incident', async () => {
    const said = (recipient: string, at: number): Acknowledgement => ({
      ...{ incident: 'i-1', recipient, at, by: '夜勤' },
    });
    await notices().acknowledge(said('council', T0 + 5));
    await notices().acknowledge(said('sector:gas', T0));
    await notices().acknowledge(said('council', T0 + 9));
    expect(await notices().acknowledgements()).toEqual([
      said('council', T0 + 5),
      said('sector:gas', T0),
    ]);
  });

  it('is what is known of each contact, a bounce apart from the rest', async () => {
    const known = {
      ...{ contact: 'b', verifiedAt: null, code: '4711', codeSentAt: T0, codeMisses: 2 },
      ...{ bouncedAt: null, bounce: null },
    };
    await notices().keepContact(known);
    await notices().keepBounce('b', { at: T0 + 1, error: '550 unknown' });
    await notices().keepBounce('a', { at: T0 + 2, error: '550 gone' });
    const nothing = { verifiedAt: null, code: null, codeSentAt: null, codeMisses: 0 };
    expect(await notices().contacts()).toEqual([
      { contact: 'a', ...nothing, bouncedAt: T0 + 2, bounce: '550 gone' },
      { ...known, bouncedAt: T0 + 1, bounce: '550 unknown' },
    ]);
    await notices().keepBounce('b', null);
    expect((await notices().contacts())[1]).toEqual(known);
    const verified = { ...known, verifiedAt: T0 + 3 };
    await notices().keepContact(verified);
    expect((await notices().contacts())[1]).toEqual(verified);
  });
}
