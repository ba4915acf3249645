import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { NoticeStep } from '../../src/core/ports/notice-store.ts';
import { Marked } from '../../src/core/words/marked.ts';
import type { Recipient } from '../../src/core/words/recipient.ts';
import type { NoticeSource } from '../../src/notify/notice-source.ts';
import { Notifier } from '../../src/notify/notifier.ts';
import type { Halt } from '../../src/notify/stages/stage.ts';
import { MemoryNotices } from '../../src/store/memory/memory-notices.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { CLOCK, contextAt, MAIL, MINUTE, NIGHT, offered, siteMatter } from './desk-world.ts';

const { pace: PACE } = contextAt(NIGHT);

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
      pace: PACE,
      exercise: null,
      exercises: new Set(),
    }),
    take: () => [],
    offers: () => offered(siteMatter()),
    incidentsOf: ({ incident }) => [incident],
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
  /** Comes about while a step is being kept. */
  meanwhile = () => {};

  override async keepStep(step: NoticeStep): Promise<void> {
    this.meanwhile();
    if (this.isAway) throw new AppError('store_unavailable', 'away');
    await super.keepStep(step);
  }
}

/** So long after the trouble began that it is to be told. */
async function opened(
  source: NoticeSource,
  { notices = new NoticesAway(), clock = new ManualClock(NIGHT) } = {},
) {
  const parts = { source, store: notices, clock, log: noLog, onWritten: () => {} };
  const notifier = await Notifier.open(parts);
  notifier.lookAtAll();
  await notifier.settle();
  clock.step(6000);
  return { notifier, notices, clock };
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

  it('looks again at what changed while its step was being kept', async () => {
    const matters = [siteMatter()];
    const source: NoticeSource = {
      ...sourceOf(),
      take: () => [MEMBER.id],
      offers: () => offered(...matters),
    };
    const { notifier, notices } = await opened(source);
    notices.meanwhile = () => {
      notices.meanwhile = () => {};
      matters.push(siteMatter({ key: 'site:gas-0001-shop' }));
      notifier.takeIncidents([]);
    };
    await notifier.settle();
    await notifier.settle();
    const unsaid = (await notices.desks()).map(({ body }) => body ?? '');
    expect(unsaid).toEqual([expect.stringContaining('site:gas-0001-shop')]);
    await notifier.close();
  });

  it('tells on where the count of a desk was lost', async () => {
    let matters = [siteMatter()];
    const source: NoticeSource = { ...sourceOf(), offers: () => offered(...matters) };
    const { notifier, notices, clock } = await opened(source);
    await notifier.settle();
    await notifier.close();
    const [desk] = await notices.desks();
    const lost = { contact: desk?.contact ?? '', body: '{"format":0}' };
    await notices.keepStep({ desks: [lost], decisions: [], outbox: [] });
    matters = [siteMatter({ key: 'site:gas-0001-shop', since: clock.now() })];
    const { notifier: after } = await opened(source, { notices, clock });
    await after.settle();
    const told = (await notices.waiting()).map(({ notice }) => notice.matters[0]?.key);
    expect(told).toEqual(['site:gas-0001-home', 'site:gas-0001-shop']);
    await after.close();
  });

  it('knows of nothing told to a contact that is configured no more', async () => {
    let recipients = [MEMBER];
    const telling = () => ({ ...sourceOf().telling(), recipients });
    const { notifier } = await opened({ ...sourceOf(), telling });
    await notifier.settle();
    expect([...notifier.neededIncidents()]).toEqual(['20261122-1']);
    recipients = [{ ...MEMBER, contacts: [{ ...MAIL, to: 'new@gas-0001.example' }] }];
    expect([...notifier.neededIncidents()]).toEqual([]);
    await notifier.close();
  });

  it('does not take for told what the gate refused', async () => {
    const { notifier, notices } = await opened(sourceOf({ refuses: true }));
    await notifier.settle();
    expect(await notices.waiting()).toEqual([]);
    const decisions = await notices.decisions(['20261122-1']);
    expect(decisions.map(({ stage, notice }) => [stage, notice])).toEqual([['gate', null]]);
    expect(notifier.neededIncidents().size).toBe(0);
    notifier.lookAtAll();
    await notifier.settle();
    expect(await notices.decisions(['20261122-1'])).toEqual(decisions);
    await notifier.close();
  });

  it('looks in time at what else waits where the gate refused something', async () => {
    const clock = new ManualClock(NIGHT);
    const until = NIGHT + MINUTE;
    const halt: Halt = { stage: 'gate', until: null, text: { ja: '後で', en: 'later' } };
    const [home, shop] = [siteMatter(), siteMatter({ key: 'site:gas-0001-shop' })];
    const source: NoticeSource = {
      ...sourceOf(),
      telling: () => ({ ...sourceOf().telling(), pace: { ...PACE, remindMs: MINUTE } }),
      offers: () => [
        { matter: home, refusal: null },
        { matter: shop, refusal: clock.now() < until ? halt : null },
      ],
      seal: (recipient, contact, notice) =>
        sourceOf({ refuses: notice.matters.length < 2 }).seal(recipient, contact, notice),
    };
    const { notifier, notices } = await opened(source, { clock });
    await notifier.settle();
    expect(await notices.waiting()).toEqual([]);
    clock.step(MINUTE);
    await notifier.settle();
    const [told] = await notices.waiting();
    expect(told?.notice.matters.map(({ key }) => key)).toEqual([home.key, shop.key]);
    await notifier.close();
  });
});
