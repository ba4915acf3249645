import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import { ActForm, FormField } from './form-field.tsx';
import { Frame } from './frame.tsx';
import { IssuerButton } from './issuer-button.tsx';
import { LOGIN_PATH } from './route.ts';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useWords } from './words.ts';

/** The way in: name and password, then a code. What was asked for is shown at the same address. */
export function LoginPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { now } = useEntrance();
  const [ticket, setTicket] = useState<string | null>(null);
  return (
    <Frame title={words.login} choose={choose}>
      <div class="entrance">
        <h1>{words.login}</h1>
        {now.state === 'closed' && ticket === null && (
          <>
            {now.issuer !== null && <IssuerButton issuer={now.issuer} />}
            <NameForm passed={setTicket} />
          </>
        )}
        {now.state === 'closed' && ticket !== null && (
          <>
            <CodeForm ticket={ticket} />
            <button type="button" class="plain" onClick={() => setTicket(null)}>
              {words.startAgain}
            </button>
          </>
        )}
        {(now.state === 'in' || now.state === 'open') && (
          <p>
            {now.state === 'in' ? words.alreadyIn(now.name) : words.noAccountsYet}{' '}
            <a href="/">{words.backToOverview}</a>
          </p>
        )}
      </div>
    </Frame>
  );
}

function NameForm({ passed }: { passed: (ticket: string) => void }) {
  const words = useWords();
  const act = useAct();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const submit = async () => {
    const done = await act.send<{ ticket: string }>('/api/entrance/login', { name, password });
    if (done !== null) passed(done.ticket);
  };
  return (
    <ActForm {...act} label={words.next} submit={() => void submit()}>
      <FormField
        label={words.accountName}
        value={name}
        change={setName}
        input={{ autocomplete: 'username', autocapitalize: 'none', spellcheck: false }}
      />
      <FormField
        label={words.password}
        value={password}
        change={setPassword}
        input={{ type: 'password', autocomplete: 'current-password' }}
      />
      <p class="note">{words.lostPassword}</p>
    </ActForm>
  );
}

function CodeForm({ ticket }: { ticket: string }) {
  const words = useWords();
  const { reload } = useEntrance();
  const act = useAct();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async () => {
    if ((await act.send('/api/entrance/code', { ticket, code })) === null) {
      setCode('');
      field.current?.focus();
      return;
    }
    if (location.pathname === LOGIN_PATH) location.assign('/');
    else await reload();
  };
  return (
    <ActForm {...act} label={words.login} submit={() => void submit()}>
      <FormField
        label={words.code}
        hint={words.codeHint}
        value={code}
        change={setCode}
        field={field}
        input={{ autocomplete: 'one-time-code', inputmode: 'text', spellcheck: false }}
      />
    </ActForm>
  );
}
