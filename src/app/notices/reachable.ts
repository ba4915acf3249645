import type { Config } from '../../core/config.ts';
import { NO_NOTICES, type NotifyConfig } from '../../core/notify-config.ts';
import type { ContactKind, Recipient } from '../../core/words/recipient.ts';
import { recipientsOf } from '../../notify/recipients.ts';

/** Something is sent to such contacts, and the configuration says by what. */
export function hasChannel(
  kind: ContactKind,
  { mail, webhook }: Pick<NotifyConfig, 'mail' | 'webhook'>,
): boolean {
  if (kind === 'mail') return mail !== null;
  if (kind === 'webhook') return webhook !== null;
  return kind !== 'telephone';
}

/** Those who may be told, by the contacts for which there is a channel, and those for people. */
export function reachableOf(config: Config): readonly Recipient[] {
  const { notify = NO_NOTICES } = config;
  const isReachable = (kind: ContactKind) => kind === 'telephone' || hasChannel(kind, notify);
  return recipientsOf(config).flatMap((recipient) => {
    const contacts = recipient.contacts.filter(({ kind }) => isReachable(kind));
    return contacts.length === 0 ? [] : [{ ...recipient, contacts }];
  });
}
