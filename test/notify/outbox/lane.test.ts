import { describe, expect, it, onTestFinished } from 'vitest';
import { noLog } from '../../../src/core/ports/log.ts';
import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';
import type { ContactKind } from '../../../src/core/words/recipient.ts';
import { Lane } from '../../../src/notify/outbox/lane.ts';
import { T0 } from '../../store/store-sample.ts';
import { draftOf } from '../../store/stored-notice.ts';
import { ManualClock, settled } from '../../support/manual-clock.ts';
import { ACCEPTED, passing, ScriptedChannel } from './scripted-channel.ts';

const MINUTE = 60_000;

/** A lane whose channel answers with a passing error to the mailboxes in `failing`. */
function opened(kind: ContactKind, failing: ReadonlySet<string>) {
  const clock = new ManualClock(T0);
  const channel = new ScriptedChannel(({ to }) =>
    failing.has(to.to.replace('@example.jp', '')) ? passing('ECONNREFUSED') : ACCEPTED,
  );
  const lane = new Lane(kind, {
    ...{ clock, log: noLog, random: () => 0.5, atOnce: 20 },
    deliver: (entry) => channel.send(entry),
    settle: () => Promise.resolve(),
  });
  onTestFinished(() => lane.close());
  let seq = 0;
  return {
    ...{ lane, clock, seen: channel.seen },
    async put(...mailboxes: readonly string[]) {
      for (const mailbox of mailboxes) {
        seq += 1;
        const waits = { state: 'waiting', attempts: 0, nextAt: T0, failingSince: null } as const;
        const draft = draftOf(`${seq}`, { mailbox });
        const entry: OutboxEntry = { ...draft, seq, ...waits, lastError: null, settledAt: null };
        lane.add(entry);
      }
      await settled();
    },
  };
}

describe('a kind of contacts', () => {
  it('is not away while one or two of them cannot be reached, however often they are tried', async () => {
    const { lane, clock, put, seen } = opened('webhook', new Set(['a', 'b']));
    await put('a', 'b');
    await clock.run(10 * MINUTE);
    expect(seen.length).toBeGreaterThan(6);
    expect(lane.status).toMatchObject({ waiting: 2, isAway: false });
    expect([lane.oldestAt, lane.unansweredAt]).toEqual([T0, null]);
  });

  it('is away where three cannot be reached, until one of any takes something', async () => {
    const failing = new Set(['a', 'b', 'c']);
    const { lane, clock, put } = opened('webhook', failing);
    await put('a', 'b', 'c');
    expect(lane.status.isAway).toBe(true);
    await put('d');
    expect(lane.status).toMatchObject({ waiting: 3, isAway: false });
    failing.clear();
    await clock.run(MINUTE);
    expect(lane.status).toMatchObject({ waiting: 0, sent: 4 });
  });

  it('is away where all that wait at one mail server fail, and back with the next that is taken', async () => {
    const failing = new Set(['a']);
    const { lane, clock, put } = opened('mail', failing);
    await put('a');
    expect(lane.status.isAway).toBe(false);
    await clock.run(4000);
    expect(lane.status.isAway).toBe(true);
    await put('b');
    expect(lane.status).toMatchObject({ waiting: 1, sent: 1, isAway: false });
  });

  it('knows since when nothing at all was answered', async () => {
    const { lane, put } = opened('slack', new Set());
    const silent = new Lane('slack', {
      ...{ clock: new ManualClock(T0), log: noLog, random: () => 0.5, atOnce: 1 },
      deliver: () => new Promise(() => {}),
      settle: () => Promise.resolve(),
    });
    await put('a');
    const waits = { state: 'waiting', attempts: 0, nextAt: T0, failingSince: null } as const;
    silent.add({ ...draftOf('x'), seq: 1, ...waits, lastError: null, settledAt: null });
    await settled();
    expect([lane.unansweredAt, silent.unansweredAt]).toEqual([null, T0]);
  });
});
