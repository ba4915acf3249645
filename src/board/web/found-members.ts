import { createSearch } from '../../core/search-text.ts';
import type { Text } from '../../core/words/language.ts';
import type { AdministeredMembersDto } from '../dto/entrance.ts';

/** A member that can be chosen. */
export interface ListedMember {
  readonly id: string;
  readonly name: Text;
  readonly sector: Text;
}

export function listedMembers({ sectors }: AdministeredMembersDto): readonly ListedMember[] {
  return sectors.flatMap(({ name: sector, members }) =>
    members.map(({ id, name }) => ({ id, name, sector })),
  );
}

/** Those with the text in id or name; one whose id is the text is the only one. */
export function foundMembers(all: readonly ListedMember[], text: string): readonly ListedMember[] {
  const exact = all.find(({ id }) => id === text.trim());
  if (exact !== undefined) return [exact];
  const isFound = createSearch(text);
  return all.filter(({ id, name }) => isFound([id, name.ja, name.en]));
}

/** Id of who is chosen among the found: the only one, or who was before; '' = nobody. */
export function chosenAmong(found: readonly ListedMember[], chosen: string): string {
  const [first, ...more] = found;
  if (first !== undefined && more.length === 0) return first.id;
  return found.some(({ id }) => id === chosen) ? chosen : '';
}
