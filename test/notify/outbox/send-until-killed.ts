import { appendFileSync } from 'node:fs';
import type { Channel, Delivery } from '../../../src/core/ports/channel.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { OutboxSender } from '../../../src/notify/outbox/outbox-sender.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/open.ts';
import { RETENTION } from '../../store/embedded/opened.ts';
import { draftOf, stepOf } from '../../store/stored-notice.ts';

/**
 * Child of the kill test: puts notices for each mailbox into the outbox, one step after the other,
 * and sends what waits to an HTTP sink; every step that was kept is appended to a file. Ends when it is
 * killed or, with a last step, when nothing waits any more. Arguments: data directory, file of kept
 * steps, URL of the sink, first step, which names this life to the sink, step to end before.
 */
const [dir = '', keptPath = '', url = '', first = '0', end = 'Infinity'] = process.argv.slice(2);
const MAILBOXES = ['a', 'b', 'c', 'd'];

const sink: Channel = {
  async send({ contact, notice }): Promise<Delivery> {
    try {
      const body = JSON.stringify({ contact, key: notice.key, life: Number(first) });
      const answer = await fetch(url, { method: 'POST', body });
      await answer.arrayBuffer();
      if (answer.ok) return { kind: 'accepted' };
      return { kind: 'passing', error: `status ${answer.status}`, retryAfterMs: null };
    } catch (error) {
      return { kind: 'passing', error: String(error), retryAfterMs: null };
    }
  },
  close: () => Promise.resolve(),
};

const store = await openEmbeddedStore({
  ...{ dir, timezone: 'Asia/Tokyo', retention: RETENTION, sync: 'normal', log: noLog },
  clock: systemClock,
});
const sender = new OutboxSender({
  store: store.notices,
  channels: new Map([['mail', sink]]),
  clock: systemClock,
  log: noLog,
  atOnce: 3,
});
await sender.start();
for (let step = Number(first); step < Number(end); step += 1) {
  const key = String(step).padStart(6, '0');
  await store.notices.keepStep(stepOf(...MAILBOXES.map((mailbox) => draftOf(key, { mailbox }))));
  appendFileSync(keptPath, `${step}\n`);
  sender.wake();
  while (sender.status.waiting > 24) await new Promise((resolve) => setTimeout(resolve, 2));
}
while ((await store.notices.waiting()).length > 0) {
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await sender.close();
await store.close();
