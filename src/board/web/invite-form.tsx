import { useState } from 'preact/hooks';
import type { Office } from '../../core/words/account.ts';
import type { ViewerKind } from '../../core/words/viewer.ts';
import type { AccountsDto, InvitedDto } from '../dto/entrance.ts';
import { ActForm, FormField } from './form-field.tsx';
import { MemberChoice } from './member-choice.tsx';
import { PresentPassword } from './present-password.tsx';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useLanguage, useWords } from './words.ts';

export interface InviteFormProps {
  readonly among: AccountsDto;
  readonly made: (link: InvitedDto) => void;
}

/** Invites somebody for an office that one administers. */
export function InviteForm({ among, made }: InviteFormProps) {
  const words = useWords();
  const language = useLanguage();
  const { now } = useEntrance();
  const isIn = now.state === 'in';
  const isOffice = isIn && now.viewer.kind === 'secretariat';
  const noneText = isOffice ? words.noMemberInSector : words.noMemberInCouncil;
  // Of an office of its own sector alone it is not told whether another sector has the member.
  const act = useAct(isOffice ? { not_allowed: { ja: noneText, en: noneText } } : {});
  const { kinds, sectors, member: ownMember } = among;
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ViewerKind>(kinds.at(-1) ?? 'member');
  const [member, setMember] = useState(ownMember ?? '');
  const [sector, setSector] = useState(sectors[0]?.id ?? '');
  const [password, setPassword] = useState('');
  const submit = async () => {
    const office = officeOf({ kind, member, sector });
    const proof = isIn ? { password } : {};
    const link = await act.send<InvitedDto>('/api/accounts', { name, office, ...proof });
    setPassword('');
    if (link === null) return;
    setName('');
    made(link);
  };
  return (
    <section class="panel" aria-labelledby="invite">
      <h2 id="invite">{words.invite}</h2>
      <p class="note">{words.inviteNote}</p>
      <ActForm {...act} label={words.makeLink} submit={() => void submit()}>
        <FormField
          label={words.accountName}
          hint={words.accountNameHint}
          value={name}
          change={setName}
          input={{ autocomplete: 'off', autocapitalize: 'none', spellcheck: false }}
        />
        <SelectField
          label={words.office}
          options={kinds.map((each) => [each, words.officeKinds[each]])}
          chosen={kind}
          choose={setKind}
        />
        {kind === 'member' && ownMember === null && (
          <MemberChoice chosen={member} choose={setMember} noneText={noneText} />
        )}
        {kind === 'secretariat' && (
          <SelectField
            label={words.sectorOfOffice}
            options={sectors.map(({ id, name: text }) => [id, text[language]])}
            chosen={sector}
            choose={setSector}
          />
        )}
        {isIn && <PresentPassword value={password} change={setPassword} />}
      </ActForm>
    </section>
  );
}

function officeOf(asked: {
  readonly kind: ViewerKind;
  readonly member: string;
  readonly sector: string;
}): Office {
  const { kind, member, sector } = asked;
  if (kind === 'member') return { kind, member };
  return kind === 'secretariat' ? { kind, sector } : { kind };
}
