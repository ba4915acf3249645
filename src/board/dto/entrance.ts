import type { AccountFacts, EntranceRefusal, OwnAccount } from '../../core/ports/entrance.ts';
import type { MemberRefusal } from '../../core/ports/member-acts.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoteRefusal } from '../../core/words/note.ts';
import type { Viewer, ViewerKind } from '../../core/words/viewer.ts';
import type { NamedDto } from '../dto.ts';
import type { PlainCouncilDto } from './shared.ts';

/** How things stand between the board and who asks. */
export type EntranceDto =
  /** There are no accounts: who is at the machine is the operator. */
  | { readonly state: 'open' }
  /** There are, and he is not in. */
  | {
      readonly state: 'closed';
      /** By which people may come in beside their password; null = there is none. */
      readonly issuer: Text | null;
    }
  | {
      readonly state: 'in';
      readonly name: string;
      readonly viewer: Viewer;
      /** A wall, which reads and does nothing. */
      readonly isWall: boolean;
      /** To be sent back with every act. */
      readonly csrf: string;
    };

/** A login at the issuer that was begun. */
export interface BegunDto {
  /** Where the browser goes. */
  readonly location: string;
}

/** What an invited one sees. */
export interface EnrolmentDto {
  readonly ticket: string;
  readonly name: string;
  readonly office: Text;
  readonly totpUri: string;
  readonly totpKey: string;
  /** Rows of `#` and spaces, a module each, without a border. */
  readonly qr: readonly string[];
}

export interface OwnAccountDto extends OwnAccount {
  readonly officeName: Text;
  readonly council: PlainCouncilDto;
}

export interface AccountDto extends AccountFacts {
  readonly officeName: Text;
}

/** The accounts that the viewer administers, and whom he may invite. */
export interface AccountsDto {
  readonly accounts: readonly AccountDto[];
  /** Kinds of the offices. */
  readonly kinds: readonly ViewerKind[];
  /** Whose secretariat may be invited. */
  readonly sectors: readonly { readonly id: string; readonly name: Text }[];
  /** The only member that may be invited for; null = any that he administers, by its id. */
  readonly member: string | null;
  readonly council: PlainCouncilDto;
}

/** The members that the viewer administers, of the sectors in which there are any. */
export interface AdministeredMembersDto {
  readonly sectors: readonly AdministeredSectorDto[];
}

export interface AdministeredSectorDto extends NamedDto {
  readonly members: readonly NamedDto[];
}

/** A link that is told once. */
export interface InvitedDto {
  readonly name: string;
  /** Path and fragment on the board's own address. */
  readonly path: string;
  /** Epoch ms. */
  readonly endsAt: number;
}

/** An act that was not done. */
export interface RefusedDto {
  readonly code: 'refused';
  readonly message: string;
  readonly refusal: EntranceRefusal | MemberRefusal | NoteRefusal;
}
