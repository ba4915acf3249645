import { useState } from 'preact/hooks';
import { CONTACT_LABELS } from '../../core/words/recipient.ts';
import { ActForm, FormField } from './form-field.tsx';
import type { MemberPartProps } from './member-sharing.tsx';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useLanguage, useWords } from './words.ts';

/** Takes back the number that was sent to a new address; nothing where every address is verified. */
export function ContactCode({ page, reload }: MemberPartProps) {
  const words = useWords();
  const act = useAct();
  const [code, setCode] = useState('');
  const [request, setRequest] = useState('');
  const [chosen, choose] = useState('');
  const language = useLanguage();
  const open = page.contacts.flatMap(({ kind, to, role, isVerified }, place) => {
    if (isVerified || kind === 'telephone') return [];
    const name = `${CONTACT_LABELS[kind][language]} ${to ?? words.secretAddress}`;
    return [[`${place}`, role === null ? name : `${name} (${role})`] as const];
  });
  const [first] = open;
  if (first === undefined) return null;
  const place = open.some(([value]) => value === chosen) ? chosen : first[0];
  const submit = async () => {
    const seen = page.contactList.stamp;
    const given = { member: page.member.id, seen, place: Number(place), code };
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/contacts/verify', { ...given, ...byRequest })) === null) return;
    setCode('');
    setRequest('');
    reload();
  };
  return (
    <ActForm {...act} label={words.verifyContact} submit={() => void submit()}>
      <SelectField label={words.contactTo} options={open} chosen={place} choose={choose} />
      <FormField
        label={words.contactCode}
        hint={words.contactCodeHint}
        value={code}
        change={setCode}
        input={{ inputMode: 'numeric', maxLength: 20, autocomplete: 'off' }}
      />
      {page.right === 'by_request' && (
        <FormField
          label={words.requestOf}
          hint={words.requestHint}
          value={request}
          change={setRequest}
        />
      )}
    </ActForm>
  );
}
