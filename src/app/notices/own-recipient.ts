import type { Config } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import { RECIPIENT_IDS } from '../../core/words/recipient.ts';
import type { Viewer } from '../../core/words/viewer.ts';

/**
 * As whom a viewer is told; null = it is not known: an account of an observer says not of which one
 * where there are several, or there is none.
 */
export function ownRecipientIdOf(viewer: Viewer, { notify = NO_NOTICES }: Config): string | null {
  switch (viewer.kind) {
    case 'member':
      return RECIPIENT_IDS.member(viewer.member);
    case 'secretariat':
      return RECIPIENT_IDS.sector(viewer.sector);
    case 'observer': {
      const [only, other] = notify.observers;
      return only === undefined || other !== undefined ? null : RECIPIENT_IDS.observer(only.id);
    }
    case 'council':
    case 'operator':
      return RECIPIENT_IDS[viewer.kind];
    default:
      return viewer satisfies never;
  }
}
