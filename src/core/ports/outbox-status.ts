import type { ContactKind } from '../words/recipient.ts';

/** What the sender did with the notices of one kind of contact. */
export interface OutboxKindStatus {
  readonly kind: ContactKind;
  readonly waiting: number;
  /** Since the process started. */
  readonly sent: number;
  /** Attempts after which it is tried again, since the process started. */
  readonly failed: number;
  /** Refused for good or given up, since the process started. */
  readonly dead: number;
  /** Nothing was accepted since attempts failed at several contacts, or at all of a mail server's. */
  readonly isAway: boolean;
}

export interface OutboxStatus {
  readonly waiting: number;
  /** When the notice that waits the longest was written, epoch ms; null = nothing waits. */
  readonly oldestAt: number | null;
  /** The same of notices that no answer came to yet, but where a contact fails; null = there is none. */
  readonly unansweredAt: number | null;
  /** Kinds of which anything was sent or waits. */
  readonly kinds: readonly OutboxKindStatus[];
  /** Why results could not be kept or new entries not be read; null = they can. */
  readonly problem: string | null;
}
