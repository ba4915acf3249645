import type { Config } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Log } from '../../core/ports/log.ts';
import type { NoticeStore } from '../../core/ports/notice-store.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { Render } from '../../notify/message.ts';
import type { NoticeSource } from '../../notify/notice-source.ts';
import type { OutboxSender } from '../../notify/outbox/outbox-sender.ts';
import type { Standing } from '../../notify/standing.ts';

/** What orders about telling are carried out with. */
export interface NoticeDeskParts {
  /** The configuration in force. */
  readonly config: () => Config;
  readonly source: Omit<NoticeSource, 'take'>;
  readonly store: NoticeStore;
  readonly incidents: Pick<JudgementStore, 'incident' | 'incidents'>;
  readonly standing: Standing;
  readonly sender: Pick<OutboxSender, 'wake' | 'resend' | 'noteBounce'>;
  readonly state: Pick<StateStore, 'appendAudit'>;
  readonly render: Render;
  /** Told that something changed that may concern anybody's notices. */
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly log: Log;
}
