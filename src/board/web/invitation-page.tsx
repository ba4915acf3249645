import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { EnrolmentDto } from '../dto/entrance.ts';
import { ActForm, FormField } from './form-field.tsx';
import { Frame } from './frame.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useLanguage, useWords } from './words.ts';

/** An account is taken up by its link, whose secret stands behind the `#` and is sent to nobody else. */
export function InvitationPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { reload } = useEntrance();
  const { send, problem } = useAct();
  const [secret] = useState(() => location.hash.slice(1));
  const [shown, setShown] = useState<EnrolmentDto | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  useEffect(() => {
    void send<EnrolmentDto>('/api/entrance/invitation', { secret }).then(setShown);
  }, [secret]);
  const accepted = (recoveryCodes: readonly string[]) => {
    history.replaceState(null, '', location.pathname);
    setCodes(recoveryCodes);
    void reload();
  };
  return (
    <Frame title={words.invitation} choose={choose}>
      <div class="entrance is-wide">
        <h1>{words.invitation}</h1>
        {problem !== null && (
          <p class="act-problem" role="alert">
            {problem}
          </p>
        )}
        {codes === null && shown !== null && (
          <Enrolment secret={secret} shown={shown} accepted={accepted} />
        )}
        {codes !== null && (
          <>
            <p role="status">{words.accepted}</p>
            <RecoveryCodes codes={codes} />
            <p>
              <a class="strong" href="/">
                {words.codesKept}
              </a>
            </p>
          </>
        )}
      </div>
    </Frame>
  );
}

interface EnrolmentProps {
  readonly secret: string;
  readonly shown: EnrolmentDto;
  readonly accepted: (recoveryCodes: readonly string[]) => void;
}

function Enrolment({ secret, shown, accepted }: EnrolmentProps) {
  const words = useWords();
  const language = useLanguage();
  const act = useAct();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [code, setCode] = useState('');
  const differs = again !== '' && again !== password;
  const submit = async () => {
    if (again !== password) return;
    const body = { secret, ticket: shown.ticket, password, code };
    const done = await act.send<{ recoveryCodes: readonly string[] }>(
      '/api/entrance/acceptance',
      body,
    );
    if (done !== null) accepted(done.recoveryCodes);
  };
  const fresh = { type: 'password', autocomplete: 'new-password' } as const;
  return (
    <>
      <p>{words.invitedAs(shown.name, shown.office[language])}</p>
      <ActForm
        {...act}
        problem={differs ? words.passwordsDiffer : act.problem}
        label={words.takeUp}
        submit={() => void submit()}
      >
        <h2>{words.choosePassword}</h2>
        <input
          type="text"
          class="unseen"
          autocomplete="username"
          value={shown.name}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <FormField
          label={words.newPassword}
          hint={words.passwordHint}
          value={password}
          change={setPassword}
          input={fresh}
        />
        <FormField label={words.passwordAgain} value={again} change={setAgain} input={fresh} />
        <AppKey shown={shown} />
        <FormField
          label={words.code}
          hint={words.appCodeHint}
          value={code}
          change={setCode}
          input={{ autocomplete: 'one-time-code', inputmode: 'numeric' }}
        />
      </ActForm>
    </>
  );
}

/** For the app: as a picture that it reads, and to be typed. */
function AppKey({ shown }: { shown: EnrolmentDto }) {
  const words = useWords();
  return (
    <>
      <h2>{words.enrolApp}</h2>
      <p>{words.enrolAppHow}</p>
      <div class="enrol-app">
        <QrCode rows={shown.qr} label={words.qrCode} />
        <dl>
          <dt>{words.appKey}</dt>
          <dd>
            <code>{shown.totpKey.replace(/.{4}(?=.)/g, '$& ')}</code>
          </dd>
        </dl>
      </div>
    </>
  );
}
