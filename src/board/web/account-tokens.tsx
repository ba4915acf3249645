import { useState } from 'preact/hooks';
import type { TokenFacts } from '../../core/ports/entrance.ts';
import { TOKEN_SCOPES, type TokenScope } from '../../core/words/account.ts';
import { ActForm, FormField } from './form-field.tsx';
import { timesOf } from './format.ts';
import { type KeyColumn, OwnKeys } from './own-keys.tsx';
import type { OwnPartProps } from './own-part.ts';
import { PresentPassword } from './present-password.tsx';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useLanguage, useWords } from './words.ts';

/** By what programs read in one's name. */
export function AccountTokens({ own, reload }: OwnPartProps) {
  const words = useWords();
  const times = timesOf(useLanguage(), own.council.timezone);
  const columns: readonly KeyColumn<TokenFacts>[] = [
    { label: words.scope, isFigure: false, of: ({ scope }) => words.scopes[scope] },
    { label: words.begun, isFigure: true, of: ({ madeAt }) => times.full(madeAt) },
  ];
  return (
    <OwnKeys
      {...{ own, reload, columns }}
      kind="tokens"
      keys={own.tokens}
      nameLabel={words.tokenName}
    >
      <NewToken own={own} reload={reload} />
    </OwnKeys>
  );
}

function NewToken({ own, reload }: OwnPartProps) {
  const words = useWords();
  const act = useAct();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scope, setScope] = useState<TokenScope>('read');
  const [password, setPassword] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async () => {
    const draft = { name, scope, days: Number(days), password };
    const made = await act.send<{ secret: string }>('/api/account/tokens', draft);
    setPassword('');
    if (made === null) return;
    setName('');
    setSecret(made.secret);
    reload();
  };
  const scopes = own.office.kind === 'operator' ? TOKEN_SCOPES : (['read'] as const);
  return (
    <>
      {secret !== null && (
        <p class="once" role="status">
          {words.tokenOnce} <code>{secret}</code>
        </p>
      )}
      <h3>{words.newToken}</h3>
      <ActForm {...act} label={words.makeToken} submit={() => void submit()}>
        <FormField label={words.tokenName} hint={words.tokenHint} value={name} change={setName} />
        <SelectField
          label={words.scope}
          options={scopes.map((each) => [each, words.scopes[each]])}
          chosen={scope}
          choose={setScope}
        />
        <FormField
          label={words.tokenDays}
          value={days}
          change={setDays}
          input={{ type: 'number', min: 1, max: 365 }}
        />
        <PresentPassword value={password} change={setPassword} />
      </ActForm>
    </>
  );
}
