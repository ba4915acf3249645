import type { Text } from '../core/words/language.ts';
import type { ContactKind } from '../core/words/recipient.ts';

/** Kinds of contacts as people read them. */
export const CONTACT_LABELS: Readonly<Record<ContactKind, Text>> = {
  mail: { ja: 'メール', en: 'mail' },
  webhook: { ja: 'Webhook', en: 'webhook' },
  slack: { ja: 'Slack', en: 'Slack' },
  teams: { ja: 'Teams', en: 'Teams' },
  alertmanager: { ja: 'Alertmanager', en: 'Alertmanager' },
  telephone: { ja: '電話', en: 'telephone' },
};
