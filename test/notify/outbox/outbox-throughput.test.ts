import { expect, it } from 'vitest';
import { noLog } from '../../../src/core/ports/log.ts';
import { OutboxSender } from '../../../src/notify/outbox/outbox-sender.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { openTestStore, removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { draftOf, stepOf } from '../../store/stored-notice.ts';
import { ScriptedChannel } from './scripted-channel.ts';

const CONTACTS = 3000;
const WITHIN_MS = 10_000;
/** Of the process, the store's thread included; unlike the time it takes it bears a busy machine. */
const CPU_MS_EACH = 1;

it(`hands ${CONTACTS} notices to the channel within ${WITHIN_MS / 1000} s and keeps that`, async () => {
  const dir = temporaryDir();
  const store = await openTestStore(dir);
  const mail = new ScriptedChannel();
  const sender = new OutboxSender({
    store: store.notices,
    channels: new Map([['mail', mail]]),
    clock: systemClock,
    log: noLog,
  });
  try {
    const drafts = Array.from({ length: CONTACTS }, (_, index) =>
      draftOf('flood', { mailbox: `office-${index}` }),
    );
    await store.notices.keepStep(stepOf(...drafts));
    const began = performance.now();
    const before = process.cpuUsage();
    await sender.start();
    await mail.had(CONTACTS);
    const handedMs = performance.now() - began;
    await sender.close();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000 / CONTACTS).toBeLessThan(CPU_MS_EACH);
    expect(handedMs).toBeLessThan(WITHIN_MS);
    expect(new Set(mail.seen).size).toBe(CONTACTS);
    expect(await store.notices.waiting()).toEqual([]);
  } finally {
    await store.close();
    removeDir(dir);
  }
});
