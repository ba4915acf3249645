import { useState } from 'preact/hooks';
import { ActForm, FormField } from './form-field.tsx';
import type { MemberPartProps } from './member-sharing.tsx';
import { useAct } from './use-act.ts';
import { useWords } from './words.ts';

/** Takes back the number that was sent to a new address; nothing where every address is verified. */
export function ContactCode({ page, reload }: MemberPartProps) {
  const words = useWords();
  const act = useAct();
  const [code, setCode] = useState('');
  const [request, setRequest] = useState('');
  if (page.contacts.every(({ kind, isVerified }) => isVerified || kind === 'telephone'))
    return null;
  const submit = async () => {
    const given = { member: page.member.id, code };
    const byRequest = page.right === 'by_request' ? { request } : {};
    if ((await act.send('/api/contacts/verify', { ...given, ...byRequest })) === null) return;
    setCode('');
    setRequest('');
    reload();
  };
  return (
    <ActForm {...act} label={words.verifyContact} submit={() => void submit()}>
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
