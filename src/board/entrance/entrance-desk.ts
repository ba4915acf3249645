import type { Actor, Entrance, Pass } from '../../core/ports/entrance.ts';
import type { Office } from '../../core/words/account.ts';
import type { Text } from '../../core/words/language.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { AccountsDto, AdministeredMembersDto, OwnAccountDto } from '../dto/entrance.ts';

/** Who comes in, and what of it is shown, sealed for who asks. Given by the composition root. */
export interface EntranceDesk {
  readonly entrance: Entrance;
  nameOf(office: Office): Text;
  own(pass: Pass): Marked<OwnAccountDto> | null;
  accounts(actor: Actor): Marked<AccountsDto> | null;
  /** For whom the accounts of members can be made. */
  members(actor: Actor): Marked<AdministeredMembersDto> | null;
}
