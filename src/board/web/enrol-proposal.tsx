import { useState } from 'preact/hooks';
import type { MemberPageDto } from '../dto/member.ts';
import { ActForm, FormField } from './form-field.tsx';
import { useAct } from './use-act.ts';
import { useMayAct } from './use-entrance.ts';
import { useWords } from './words.ts';

/** A secretariat proposes a new site of a member; nothing for anybody else. */
export function EnrolProposal({ page }: { page: MemberPageDto }) {
  const words = useWords();
  const mayAct = useMayAct();
  const act = useAct();
  const [url, setUrl] = useState('');
  const [reason, setReason] = useState('');
  const [isDone, setDone] = useState(false);
  if (!mayAct || page.viewer.kind !== 'secretariat') return null;
  const submit = async () => {
    const draft = { member: page.member.id, url, reason: reason.trim() };
    const done = await act.send('/api/acts/enrol/propose', draft);
    setDone(done !== null);
    if (done === null) return;
    setUrl('');
    setReason('');
  };
  return (
    <section class="panel" aria-labelledby="member-enrol">
      <h2 id="member-enrol">{words.enrolSite}</h2>
      <p class="note">{words.enrolNote}</p>
      <ActForm {...act} label={words.proposeSite} submit={() => void submit()}>
        <FormField
          label="URL"
          value={url}
          change={setUrl}
          input={{ type: 'url', maxLength: 2000, autocomplete: 'off' }}
        />
        <FormField
          label={words.enrolReason}
          hint={words.enrolReasonHint}
          value={reason}
          change={setReason}
          input={{ maxLength: 500, autocomplete: 'off' }}
        />
        {isDone && act.problem === null && <p role="status">{words.siteProposed}</p>}
      </ActForm>
    </section>
  );
}
