/** What the API's `data` holds about a member for itself, and for whoever acts on its behalf. */
import type { ConsentVersion, SharingLevels } from '../../core/words/consent-version.ts';
import type { ContactList } from '../../core/words/contact-list.ts';
import type { Judgement } from '../../core/words/judgement.ts';
import type { Language, Text } from '../../core/words/language.ts';
import type { Contact } from '../../core/words/recipient.ts';
import type { NamedDto } from '../dto.ts';
import type { SharedCouncilDto, ViewerDto } from './shared.ts';
import type { MemberStatementDto, MemberTroubleDto } from './statement.ts';

export interface MemberPageDto {
  readonly council: SharedCouncilDto;
  readonly viewer: ViewerDto;
  readonly member: NamedDto;
  readonly sector: NamedDto;
  /** Whether the reader acts for the member by himself, or only at its recorded request. */
  readonly right: 'allowed' | 'by_request';
  /** In the order of the files, as far as the reader may know of them. */
  readonly sites: readonly MemberSiteDto[];
  readonly contacts: readonly MemberContactDto[];
  readonly contactList: ContactListDto;
  /** Planned work that is on or comes next, the nearest first. */
  readonly maintenance: readonly MemberWorkDto[];
}

export interface MemberSiteDto {
  readonly target: string;
  readonly judgement: Judgement;
  /** Epoch ms; null = not known. */
  readonly since: number | null;
  readonly levels: SharingLevels;
  /** Whose the levels are: the member's once it has set them. */
  readonly owner: 'member' | 'file';
  /** What the files have of them. */
  readonly file: SharingLevels;
  /** Every version, the newest first; empty while they are the files'. */
  readonly versions: readonly ConsentVersionDto[];
  /** Of the last 30 days, the newest first. */
  readonly troubles: readonly MemberTroubleDto[];
  /** Those that hold, and those that ended in the last 30 days, the newest first. */
  readonly statements: readonly MemberStatementDto[];
  /** null where the reader may know the judgement alone. */
  readonly detail: MemberSiteDetailDto | null;
}

export type ConsentVersionDto = Omit<ConsentVersion, 'target' | 'file'>;

export interface MemberSiteDetailDto {
  readonly url: string | null;
  /** It is measured no longer. */
  readonly isStopped: boolean;
  /** What measuring asked of it in the last 24 hours; null = nothing is stored. */
  readonly load: SiteLoadDto | null;
}

/** As counted, and as it would be in a whole day; null where too little is stored to tell. */
export interface SiteLoadDto {
  readonly probes: number;
  readonly requests: number;
  readonly bodyBytes: number;
  readonly requestsADay: number | null;
  readonly bodyBytesADay: number | null;
}

export interface MemberContactDto
  extends Pick<Contact, 'kind' | 'role' | 'floor' | 'escalateAfterMs' | 'quietHours'> {
  /** null where the address is a password. */
  readonly to: string | null;
  readonly language: Language;
  /** Something is sent to it: it is verified, and its kind can be sent to. */
  readonly isTold: boolean;
  readonly isVerified: boolean;
}

/** Whose the contacts are. */
export interface ContactListDto {
  /** Goes with an order that changes them. */
  readonly stamp: string;
  /** Who set them; null = they are the files'. */
  readonly set: Pick<ContactList, 'version' | 'at' | 'by' | 'actor' | 'request'> | null;
  /** How many contacts the files have, where those are others and not used; null = they are not. */
  readonly unused: number | null;
}

export interface MemberWorkDto {
  /** Of what was planned on the board, to take it back by; null = it is of the files. */
  readonly id: string | null;
  readonly title: Text | null;
  readonly from: number;
  readonly to: number;
  /** Ids of the member's sites; null = all of them. */
  readonly targets: readonly string[] | null;
}
