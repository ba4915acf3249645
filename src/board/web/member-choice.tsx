import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { AdministeredMembersDto } from '../dto/entrance.ts';
import { FormField } from './form-field.tsx';
import { showCount } from './format.ts';
import { chosenAmong, foundMembers, type ListedMember, listedMembers } from './found-members.ts';
import { SelectField } from './select-field.tsx';
import { useSealed } from './use-sealed.ts';
import { useLanguage, useWords } from './words.ts';

/** So many can be chosen from at once; more are narrowed down by name. */
const MOST = 200;
const NOBODY: readonly ListedMember[] = [];

export interface MemberChoiceProps {
  /** Id; '' = nobody yet. */
  readonly chosen: string;
  readonly choose: (member: string) => void;
  /** What is said where none is found. */
  readonly noneText: string;
}

/** A member among those that one administers, looked for by its name or id. */
export function MemberChoice({ chosen, choose, noneText }: MemberChoiceProps) {
  const words = useWords();
  const language = useLanguage();
  const { data, failure } = useSealed<AdministeredMembersDto>('/api/accounts/members');
  const [text, setText] = useState('');
  const all = useMemo(() => (data === null ? NOBODY : listedMembers(data)), [data]);
  const found = useMemo(() => foundMembers(all, text), [all, text]);
  // Also where the list comes when its text is there already.
  useLayoutEffect(() => {
    if (data !== null && text.trim() !== '') choose(chosenAmong(found, chosen));
  }, [data, found]);
  const isOfSeveral = data !== null && data.sectors.length > 1;
  const labelOf = ({ id, name, sector }: ListedMember) =>
    `${name[language]} (${id})${isOfSeveral ? ` – ${sector[language]}` : ''}`;
  const shown = shownOf(found, chosen);
  const count = (members: readonly ListedMember[]) => showCount(members.length, language);
  const foundText = found.length === 0 ? noneText : words.membersFound(count(found), count(shown));
  return (
    <>
      <FormField
        label={words.findMember}
        hint={words.findMemberHint}
        value={text}
        change={setText}
        optional
        input={{ type: 'search', autocapitalize: 'none', autocomplete: 'off', spellcheck: false }}
      />
      <p class="note" role="status">
        {data !== null ? foundText : failure === null ? words.loading : words.failedToLoad}
      </p>
      <SelectField
        label={words.memberOfOffice}
        options={[
          ['', words.chooseMember],
          ...shown.map((member): readonly [string, string] => [member.id, labelOf(member)]),
        ]}
        chosen={chosen}
        choose={choose}
        required
      />
    </>
  );
}

/** The first of those found, and who is chosen. */
function shownOf(found: readonly ListedMember[], chosen: string): readonly ListedMember[] {
  const first = found.slice(0, MOST);
  const beyond = found.slice(MOST).filter(({ id }) => id === chosen);
  return [...first, ...beyond];
}
