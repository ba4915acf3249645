import type { Config } from '../../core/config.ts';
import { noLog } from '../../core/ports/log.ts';
import type { NoticeStore } from '../../core/ports/notice-store.ts';
import { OutboxSender } from '../../notify/outbox/outbox-sender.ts';
import { Standing } from '../../notify/standing.ts';
import { renderBy } from '../../notify/wording/render.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import type { Environment } from '../authorities.ts';
import { ownFieldsIn, withStateFile } from '../control/direct-state.ts';
import type { NoticeDesk } from '../control/notice-order.ts';
import { withOwnFields } from '../sharing/own-fields.ts';
import { directNotices } from './direct-notices.ts';
import { NoticeChannels } from './notice-channels.ts';
import { CouncilNoticeDesk } from './notice-desk.ts';
import { quietSource } from './quiet-source.ts';
import { wordingContextOf } from './wording-context.ts';

export interface DirectDesk {
  readonly storeDir: string;
  /** Of public targets. */
  readonly config: Config;
  readonly configDir: string;
  readonly environment: Environment;
}

/**
 * Carries out an order on a store that no service owns, which is locked meanwhile. Of the outbox only
 * what the order writes is sent; the rest waits for the service. Nothing is judged, so nothing is to be
 * told now. Rejects with `store_unavailable`, `store_newer`, and `usage` for a secret that cannot be read.
 */
export async function withDirectDesk<T>(
  { storeDir, config: files, configDir, environment }: DirectDesk,
  work: (desk: NoticeDesk) => Promise<T>,
): Promise<T> {
  const render = renderBy(() => wordingContextOf(files, false));
  return await withStateFile(storeDir, async (state) => {
    const config = withOwnFields(files, ownFieldsIn(state));
    const store = directNotices(state.notices);
    const standing = await Standing.open(store, systemClock);
    const places = { configDir, environment };
    const channels = await NoticeChannels.open({
      ...{ config, files: () => files, render, ...places },
    });
    const sender = await senderOfNew(store, channels);
    try {
      return await work(
        new CouncilNoticeDesk({
          ...{ store, standing, sender, render, clock: systemClock, log: noLog },
          config: () => config,
          source: quietSource(config, standing, config.practice ? 'practice' : null),
          incidents: {
            incident: async (id) => state.judgements.incident(id),
            incidents: async (query = {}) => state.judgements.incidents(query),
          },
          state: { appendAudit: async (entry) => state.audit.append(entry) },
          onChange: () => {},
        }),
      );
    } finally {
      await sender.close();
      await channels.close();
    }
  });
}

/** Sends what is written from now on. */
async function senderOfNew(store: NoticeStore, channels: NoticeChannels): Promise<OutboxSender> {
  const [newest] = await store.outbox({ limit: 1 });
  const before = newest?.seq ?? 0;
  const sender = new OutboxSender({
    store: { ...store, waiting: (after = 0) => store.waiting(Math.max(after, before)) },
    ...{ channels: channels.byKind, clock: systemClock, log: noLog },
  });
  await sender.start();
  return sender;
}
