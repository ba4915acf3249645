import type { Config } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import { noLog } from '../../core/ports/log.ts';
import type { NoticeStore } from '../../core/ports/notice-store.ts';
import { contactIdOf } from '../../core/words/recipient.ts';
import { OutboxSender } from '../../notify/outbox/outbox-sender.ts';
import { Standing } from '../../notify/standing.ts';
import { renderBy } from '../../notify/wording/render.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import { createGate } from '../../share/seal.ts';
import type { Environment } from '../authorities.ts';
import { withStateFile } from '../control/direct-state.ts';
import type { NoticeDesk } from '../control/notice-order.ts';
import { directNotices } from './direct-notices.ts';
import { localClockOf } from './local-clock.ts';
import { NoticeChannels } from './notice-channels.ts';
import { OperatorNoticeDesk } from './notice-desk.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import { reachableOf } from './reachable.ts';
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
  { storeDir, config, configDir, environment }: DirectDesk,
  work: (desk: NoticeDesk) => Promise<T>,
): Promise<T> {
  const render = renderBy(() => wordingContextOf(config, false));
  return await withStateFile(storeDir, async (state) => {
    const store = directNotices(state.notices);
    const standing = await Standing.open(store, systemClock);
    const places = { config, configDir, environment, render, log: noLog };
    const channels = await NoticeChannels.open(places);
    const sender = await senderOfNew(store, channels);
    try {
      return await work(
        new OperatorNoticeDesk({
          ...{ store, standing, sender, render, clock: systemClock, log: noLog },
          config: () => config,
          source: quietSource(config, (contact) => standing.isVerified(contact)),
          incident: async (id) => state.judgements.incident(id),
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
  return new OutboxSender({
    store: { ...store, waiting: (after = 0) => store.waiting(Math.max(after, before)) },
    ...{ channels: channels.byKind, clock: systemClock, log: noLog },
  });
}

/** Nothing is in trouble as far as it knows. */
function quietSource(
  config: Config,
  isVerifiedByCode: (contact: string) => boolean,
): NoticeDeskParts['source'] {
  const { pace, exercises } = config.notify ?? NO_NOTICES;
  const telling = {
    ...{ recipients: reachableOf(config), pace, exercises: new Set(exercises) },
    exercise: config.practice ? ('practice' as const) : null,
  };
  const gate = createGate();
  return {
    telling: () => telling,
    offers: () => [],
    surroundings: () => ({ around: [], sectors: [] }),
    clockOf: ({ viewer }) => localClockOf(config, 'sector' in viewer ? viewer.sector : null),
    seal(recipient, contact, notice) {
      const isVerified =
        contact.verifiedOn !== null || isVerifiedByCode(contactIdOf(recipient, contact));
      const way = { ceiling: contact.ceiling, isVerified };
      const item = { kind: 'notice', notice, way, targetOf: () => null } as const;
      return gate.seal(recipient.viewer, item, { asOf: notice.at, data: notice });
    },
  };
}
