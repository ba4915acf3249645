import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { NoticeStep } from '../../src/core/ports/notice-store.ts';
import { Marked } from '../../src/core/words/marked.ts';
import type { Recipient } from '../../src/core/words/recipient.ts';
import type { NoticeSource } from '../../src/notify/notice-source.ts';
import { Notifier } from '../../src/notify/notifier.ts';
import { MemoryNotices } from '../../src/store/memory/memory-notices.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { CLOCK, contextAt, MAIL, NIGHT, offered, siteMatter } from './desk-world.ts';

const MEMBER: Recipient = {
  id: 'member:gas-0001',
  viewer: { kind: 'member', member: 'gas-0001', sector: 'gas' },
  name: { ja: '山彦ガス', en: 'Yamabiko Gas' },
  contacts: [MAIL],
};

/** One member with one site in trouble; `refuses`: the gate lets nothing go. */
function sourceOf({ refuses = false } = {}): NoticeSource {
  return {
    telling: () => ({
      recipients: [MEMBER],
      pace: contextAt(NIGHT).pace,
      exercise: null,
      exercises: new Set(),
    }),
    take: () => [],
    offers: () => offered(siteMatter()),
    surroundings: () => ({ around: [], sectors: [] }),
    ownNetworkSince: () => null,
    plannedUntil: () => null,
    clockOf: () => CLOCK,
    seal: (_, __, notice) =>
      refuses ? null : Marked.close({ marking: 'TLP:AMBER+STRICT', asOf: notice.at, data: notice }),
  };
}

class NoticesAway extends MemoryNotices {
  isAway = false;

  override keepStep(step: NoticeStep): Promise<void> {
    if (this.isAway) return Promise.reject(new AppError('store_unavailable', 'away'));
    return super.keepStep(step);
  }
}

/** So long after the trouble began that it is to be told. */
async function opened(source: NoticeSource) {
  const clock = new ManualClock(NIGHT);
  const notices = new NoticesAway();
  const parts = { source, store: notices, clock, log: noLog, onWritten: () => {} };
  const notifier = await Notifier.open(parts);
  notifier.lookAtAll();
  await notifier.settle();
  clock.step(6000);
  return { notifier, notices };
}

describe('a notifier', () => {
  it('tells once what its store could not keep at first', async () => {
    const { notifier, notices } = await opened(sourceOf());
    notices.isAway = true;
    await expect(notifier.settle()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await notices.waiting()).toEqual([]);
    notices.isAway = false;
    await notifier.settle();
    await notifier.settle();
    expect((await notices.waiting()).map(({ notice }) => notice.kind)).toEqual(['trouble']);
    await notifier.close();
  });

  it('does not take for told what the gate refused', async () => {
    const { notifier, notices } = await opened(sourceOf({ refuses: true }));
    await notifier.settle();
    expect(await notices.waiting()).toEqual([]);
    const decisions = await notices.decisions('20261122-1');
    expect(decisions.map(({ stage, notice }) => [stage, notice])).toEqual([['gate', null]]);
    expect(notifier.toldIncidents().size).toBe(0);
    await notifier.close();
  });
});
