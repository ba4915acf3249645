import type { Config } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import type { ContactKind, Recipient } from '../../core/words/recipient.ts';
import { recipientsOf } from '../../notify/recipients.ts';

/** Those who may be told, by the contacts for which there is a channel, and those for people. */
export function reachableOf(config: Config): readonly Recipient[] {
  const { mail, webhook } = config.notify ?? NO_NOTICES;
  const isReachable = (kind: ContactKind) =>
    (kind !== 'mail' || mail !== null) && (kind !== 'webhook' || webhook !== null);
  return recipientsOf(config).flatMap((recipient) => {
    const contacts = recipient.contacts.filter(({ kind }) => isReachable(kind));
    return contacts.length === 0 ? [] : [{ ...recipient, contacts }];
  });
}
