import { expect, it } from 'vitest';
import { OutboxSender } from '../../../src/notify/outbox/outbox-sender.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { T0 } from '../../store/store-sample.ts';
import { draftOf, stepOf } from '../../store/stored-notice.ts';
import { ManualClock, settled } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { ScriptedChannel } from './scripted-channel.ts';

it('sends nothing of what was taken back while it waited', async () => {
  const { notices } = createMemoryStore();
  const mail = new ScriptedChannel();
  await notices.keepStep(stepOf(draftOf('a'), draftOf('b')));
  const sender = new OutboxSender({
    ...{ store: notices, channels: new Map([['mail', mail]]), clock: new ManualClock(T0) },
    ...{ isWithdrawn: ({ notice }) => notice.key === 'a', log: recordedLog().log },
  });
  await sender.start();
  while (sender.status.waiting > 0) await settled();
  await sender.close();
  expect(mail.seen).toEqual(['web@example.jp b']);
  const states = (await notices.outbox()).map(({ notice, state }) => [notice.key, state]);
  expect(states).toEqual([
    ['b', 'sent'],
    ['a', 'dead'],
  ]);
});
