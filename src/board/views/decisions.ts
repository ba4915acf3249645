import type { Text } from '../../core/words/language.ts';
import type { NoticeDecision } from '../../core/words/notice.ts';
import { CONTACT_KINDS, CONTACT_LABELS, isSecretAddress } from '../../core/words/recipient.ts';
import type { DecisionDto } from '../dto/judging.ts';

/** What an incident's page lists of what was decided about telling it. */
const DECISIONS_AT_MOST = 500;

/** The newest of them, the oldest first. */
export function decisionsOf(decisions: readonly NoticeDecision[]): readonly DecisionDto[] {
  return decisions
    .slice(-DECISIONS_AT_MOST)
    .map(({ at, recipient, contact, stage, text, notice }) => ({
      ...{ at, recipient, stage, text },
      contact: shownContact(contact.slice(recipient.length + 1)),
      isTold: notice !== null,
    }));
}

/** Of a kind that is known no more: its address may be a secret. */
const UNKNOWN: Text = { ja: '?', en: '?' };

/** `kind:address` as `contactIdOf` joins them; an address that is a secret gives its host. */
export function shownContact(contact: string): Text {
  const cut = contact.indexOf(':');
  const kind = CONTACT_KINDS.find((each) => each === contact.slice(0, cut));
  const address = contact.slice(cut + 1);
  if (kind === undefined) return UNKNOWN;
  const shown = isSecretAddress(kind) ? (URL.parse(address)?.host ?? '?') : address;
  const { ja, en } = CONTACT_LABELS[kind];
  return { ja: `${ja} ${shown}`, en: `${en} ${shown}` };
}
