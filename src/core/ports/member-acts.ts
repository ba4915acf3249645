import type { SharingLevels } from '../words/consent-version.ts';
import type { Text } from '../words/language.ts';
import type { Contact } from '../words/recipient.ts';
import type { StatementKind } from '../words/statement.ts';
import type { Actor } from './entrance.ts';

/**
 * Why something that concerns a member was not done. `site_unknown` and `member_unknown` are also said of
 * what he who acts may not know of.
 */
export type MemberRefusal =
  | 'site_unknown'
  | 'member_unknown'
  | 'act_denied'
  | 'request_needed'
  | 'text_wrong'
  | 'times_wrong'
  | 'statements_full'
  | 'statement_unknown'
  | 'statement_over'
  | 'contacts_changed'
  | 'contacts_full'
  | 'code_wrong'
  | 'code_void'
  | 'code_recent'
  | 'codes_full'
  | 'title_wrong'
  | 'work_times_wrong'
  | 'works_full'
  | 'work_unknown'
  | 'work_over';

/** A text says what is wrong with a contact. */
export type ContactsRefusal = MemberRefusal | Text;

/** How a site is to be shared from now on; what is left out stays. */
export interface ConsentOrder extends Partial<SharingLevels> {
  readonly target: string;
  /** Reference of the member's request, by whoever is not the member; null = none. */
  readonly request: string | null;
}

/** How a contact is to be from now on; the files or the operator say what else there is of it. */
export interface GivenContact
  extends Pick<Contact, 'kind' | 'role' | 'language' | 'floor' | 'quietHours' | 'escalateAfterMs'> {
  /** null = as the contact at `place` has it. */
  readonly to: string | null;
  /** From 0, in the list that was seen; null = it was in none. */
  readonly place: number | null;
}

/** All contacts of a member from now on. */
export interface ContactsOrder {
  readonly member: string;
  /** The stamp of the list that is to be changed. */
  readonly seen: string;
  readonly contacts: readonly GivenContact[];
  /** As of {@link ConsentOrder}. */
  readonly request: string | null;
}

/** A code that was sent to a contact of a member. */
export interface CodeOrder extends Pick<ContactsOrder, 'member' | 'seen' | 'request'> {
  /** Of the contact, from 0, in the list that was seen. */
  readonly place: number;
  readonly code: string;
}

/** Work that a member plans on its sites, once. */
export interface WorkOrder {
  readonly member: string;
  /** Ids of its sites; null = all of them. */
  readonly targets: readonly string[] | null;
  readonly title: string;
  /** Local times of the council, `2026-12-01T22:00`. */
  readonly from: string;
  readonly to: string;
  /** As of {@link ConsentOrder}. */
  readonly request: string | null;
}

/** Of something that is to be taken back. */
export interface EndOrder {
  readonly id: string;
  readonly request: string | null;
}

/** What is said of a judgement. */
export interface StatementOrder {
  readonly target: string;
  readonly kind: StatementKind;
  readonly text: string;
  /** Since when the judgement stood that it is about, epoch ms; null = the one of now. */
  readonly from: number | null;
  /** Until when it is shown, epoch ms. */
  readonly until: number;
  /** As of {@link ConsentOrder}. */
  readonly request: string | null;
}

export interface AnswerOrder {
  /** Of the statement. */
  readonly id: string;
  readonly isAgreed: boolean;
  readonly text: string;
}

/** What a member does with what is its own, and others on its behalf. Rejections carry `store_unavailable`. */
export interface MemberActs {
  /** In force for everybody when it resolves; null = it is done. */
  setConsent(actor: Actor, order: ConsentOrder): Promise<MemberRefusal | null>;
  /**
   * In force for every notice when it resolves; what is new is sent its verification and nothing else
   * until its code comes back.
   */
  setContacts(actor: Actor, order: ContactsOrder): Promise<ContactsRefusal | null>;
  /** Verifies the contact to which the code was sent; after five wrong ones none holds until another is sent. */
  verifyContact(actor: Actor, order: CodeOrder): Promise<MemberRefusal | null>;
  /** In force for judgements and notices when it resolves. */
  planWork(actor: Actor, order: WorkOrder): Promise<MemberRefusal | null>;
  /** Takes it back: it ends now, or does not begin. */
  endWork(actor: Actor, order: EndOrder): Promise<MemberRefusal | null>;
  /** Shown to everybody who sees the judgement; one of a wrong measurement waits for the operator’s answer. */
  makeStatement(actor: Actor, order: StatementOrder): Promise<MemberRefusal | null>;
  /** Takes it back: it is shown no longer. */
  endStatement(actor: Actor, order: EndOrder): Promise<MemberRefusal | null>;
  /** Where the operator agrees, whoever was told is sent a correction. */
  answerStatement(actor: Actor, order: AnswerOrder): Promise<MemberRefusal | null>;
}
