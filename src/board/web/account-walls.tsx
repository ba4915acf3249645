import { useState } from 'preact/hooks';
import type { WallFacts } from '../../core/ports/entrance.ts';
import { ActForm, FormField } from './form-field.tsx';
import { type KeyColumn, OwnKeys } from './own-keys.tsx';
import type { OwnPartProps } from './own-part.ts';
import { PresentPassword } from './present-password.tsx';
import { useAct } from './use-act.ts';
import { useWords } from './words.ts';

/** Screens on walls that show what one may read. */
export function AccountWalls({ own, reload }: OwnPartProps) {
  const words = useWords();
  const columns: readonly KeyColumn<WallFacts>[] = [
    { label: words.wallRange, isFigure: true, of: ({ range }) => range },
  ];
  return (
    <OwnKeys {...{ own, reload, columns }} kind="walls" keys={own.walls} nameLabel={words.wallName}>
      <NewWall reload={reload} />
    </OwnKeys>
  );
}

function NewWall({ reload }: Pick<OwnPartProps, 'reload'>) {
  const words = useWords();
  const act = useAct();
  const [name, setName] = useState('');
  const [range, setRange] = useState('');
  const [days, setDays] = useState('90');
  const [password, setPassword] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async () => {
    const draft = { name, range, days: Number(days), password };
    const made = await act.send<{ secret: string }>('/api/account/walls', draft);
    setPassword('');
    if (made === null) return;
    setName('');
    setSecret(made.secret);
    reload();
  };
  return (
    <>
      {secret !== null && (
        <p class="once" role="status">
          {words.wallOnce} <code>{`${location.origin}/wall#${secret}`}</code>
        </p>
      )}
      <h3>{words.newWall}</h3>
      <ActForm {...act} label={words.makeWall} submit={() => void submit()}>
        <FormField label={words.wallName} hint={words.wallHint} value={name} change={setName} />
        <FormField
          label={words.wallRange}
          hint={words.wallRangeHint}
          value={range}
          change={setRange}
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
