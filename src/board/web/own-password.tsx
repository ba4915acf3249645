import { useState } from 'preact/hooks';
import { ActForm, FormField } from './form-field.tsx';
import type { OwnPartProps } from './own-part.ts';
import { PresentPassword } from './present-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAct } from './use-act.ts';
import { useWords } from './words.ts';

/** Another password, other recovery codes. */
export function OwnPassword({ own, reload }: OwnPartProps) {
  const words = useWords();
  return (
    <>
      <section class="panel" aria-labelledby="own-password">
        <h2 id="own-password">{words.changePassword}</h2>
        <p class="note">{words.changePasswordNote}</p>
        <NewPassword own={own} reload={reload} />
      </section>
      <section class="panel" aria-labelledby="own-recovery">
        <h2 id="own-recovery">{words.renewRecovery}</h2>
        <p class="note">{words.renewRecoveryNote}</p>
        <NewRecovery own={own} reload={reload} />
      </section>
    </>
  );
}

function NewPassword({ own, reload }: OwnPartProps) {
  const words = useWords();
  const act = useAct();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [isDone, setDone] = useState(false);
  const submit = async () => {
    const done = await act.send('/api/account/password', { current, password });
    setDone(done !== null);
    if (done === null) return;
    setCurrent('');
    setPassword('');
    reload();
  };
  return (
    <>
      {isDone && (
        <p class="once" role="status">
          {words.passwordChanged}
        </p>
      )}
      <ActForm {...act} label={words.changePassword} submit={() => void submit()}>
        <input
          type="text"
          class="unseen"
          autocomplete="username"
          value={own.name}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <PresentPassword value={current} change={setCurrent} />
        <FormField
          label={words.newPassword}
          hint={words.passwordHint}
          value={password}
          change={setPassword}
          input={{ type: 'password', autocomplete: 'new-password' }}
        />
      </ActForm>
    </>
  );
}

function NewRecovery({ reload }: OwnPartProps) {
  const words = useWords();
  const act = useAct();
  const [password, setPassword] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const submit = async () => {
    const made = await act.send<{ recoveryCodes: readonly string[] }>('/api/account/recovery', {
      password,
    });
    setPassword('');
    if (made === null) return;
    setCodes(made.recoveryCodes);
    reload();
  };
  return (
    <>
      {codes !== null && <RecoveryCodes codes={codes} />}
      <ActForm {...act} label={words.renewRecovery} submit={() => void submit()}>
        <PresentPassword value={password} change={setPassword} />
      </ActForm>
    </>
  );
}
