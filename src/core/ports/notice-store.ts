import type { Marking } from '../words/marking.ts';
import type { Notice, NoticeDecision, Silence } from '../words/notice.ts';
import type { Contact } from '../words/recipient.ts';

/** What was told to one contact and what waits, as text of `notify/desk`. */
export interface DeskSnapshot {
  /** As `contactIdOf` names it. */
  readonly contact: string;
  /** null = nothing is to be remembered of it any more. */
  readonly body: string | null;
}

/** A notice on its way to one contact. */
export interface OutboxDraft {
  /** As `contactIdOf` names it; entries of one contact leave in the order in which they came. */
  readonly contact: string;
  readonly to: Pick<Contact, 'kind' | 'to' | 'language'>;
  readonly marking: Marking;
  readonly notice: Notice;
}

/** `dead`: refused for good, or given up. */
export const OUTBOX_STATES = ['waiting', 'sent', 'dead'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

export interface OutboxEntry extends OutboxDraft {
  /** Grows with every entry. */
  readonly seq: number;
  readonly state: OutboxState;
  readonly attempts: number;
  /** When it is to be tried (again), epoch ms. */
  readonly nextAt: number;
  /** When the first of its attempts failed, epoch ms; null = none has since it was asked for. */
  readonly failingSince: number | null;
  /** What the channel said when it failed last; null = it did not. */
  readonly lastError: string | null;
  /** When it was sent or given up, epoch ms; null while it waits. */
  readonly settledAt: number | null;
}

/** What became of an attempt to send. */
export type OutboxResult = Pick<
  OutboxEntry,
  'seq' | 'state' | 'attempts' | 'nextAt' | 'failingSince' | 'lastError' | 'settledAt'
>;

/** What telling has to keep at one moment: all of it is kept, or nothing. */
export interface NoticeStep {
  readonly desks: readonly DeskSnapshot[];
  readonly decisions: readonly NoticeDecision[];
  /** One whose notice's key and contact are there already is left as it is. */
  readonly outbox: readonly OutboxDraft[];
}

/** That a contact was found not to be reached. */
export interface Bounce {
  /** Epoch ms. */
  readonly at: number;
  /** What was said. */
  readonly error: string;
}

/** How a contact answered so far. */
export interface ContactRecord {
  /** As `contactIdOf` names it. */
  readonly contact: string;
  /** When its code was given back, epoch ms; null = never. */
  readonly verifiedAt: number | null;
  /** The code that was sent last, and when; null = none. */
  readonly code: string | null;
  readonly codeSentAt: number | null;
  /** Wrong tries at the code since it was sent. */
  readonly codeMisses: number;
  /** When it was found not to be reached, and what was said; null = it is reached. */
  readonly bouncedAt: number | null;
  readonly bounce: string | null;
}

/** What a recipient said of an incident. */
export interface Acknowledgement {
  readonly incident: string;
  readonly recipient: string;
  /** Epoch ms. */
  readonly at: number;
  readonly by: string;
}

export interface OutboxQuery {
  readonly state?: OutboxState;
  /** Whose notice holds a matter of one of these incidents. */
  readonly incidents?: readonly string[];
  /** Entries before this one; default the newest first. */
  readonly before?: number;
  /** Default 100. */
  readonly limit?: number;
}

/** Where telling keeps what it told and what waits. Rejections carry `store_unavailable`. */
export interface NoticeStore {
  /** Resolves after commit. */
  keepStep(step: NoticeStep): Promise<void>;
  desks(): Promise<readonly DeskSnapshot[]>;
  /** What waits, in order of `seq`; with `after`, what came after the entry of that `seq`. */
  waiting(after?: number): Promise<readonly OutboxEntry[]>;
  /** The newest first. */
  outbox(query?: OutboxQuery): Promise<readonly OutboxEntry[]>;
  settle(results: readonly OutboxResult[]): Promise<void>;
  /** Of these incidents, the oldest first. */
  decisions(incidents: readonly string[]): Promise<readonly NoticeDecision[]>;
  /** Those that end after `at`, epoch ms. */
  silences(at: number): Promise<readonly Silence[]>;
  /** Puts it in the place of the one with its id. */
  keepSilence(silence: Silence): Promise<void>;
  acknowledgements(): Promise<readonly Acknowledgement[]>;
  /** The first one of a recipient and incident stays. */
  acknowledge(acknowledgement: Acknowledgement): Promise<void>;
  contacts(): Promise<readonly ContactRecord[]>;
  /** Puts it in the place of the one of its contact. */
  keepContact(record: ContactRecord): Promise<void>;
  /** Leaves everything else that is known of the contact as it is; null = it is reached. */
  keepBounce(contact: string, bounce: Bounce | null): Promise<void>;
}
