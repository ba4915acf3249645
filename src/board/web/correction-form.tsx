import { useState } from 'preact/hooks';
import { ActForm, FormField } from './form-field.tsx';
import { useAct } from './use-act.ts';
import { useWords } from './words.ts';

/** A correction to everybody who was told of an incident; for the operator. */
export function CorrectionForm({ incident, made }: { incident: string; made: () => void }) {
  const { acts } = useWords();
  const { send, ...state } = useAct();
  const [ja, setJa] = useState('');
  const [en, setEn] = useState('');
  const [isDone, setDone] = useState(false);
  const submit = async () => {
    if (!confirm(acts.confirmCorrection)) return;
    setDone(false);
    const body = { incident, text: { ja: ja.trim(), en: en.trim() } };
    if ((await send('/api/acts/correct', body)) === null) return;
    setJa('');
    setEn('');
    setDone(true);
    made();
  };
  return (
    <ActForm {...state} label={acts.sendCorrection} submit={() => void submit()}>
      <p class="note">{acts.correctNote}</p>
      <FormField
        label={acts.correctionJa}
        value={ja}
        change={setJa}
        input={{ maxLength: 2000, lang: 'ja' }}
      />
      <FormField
        label={acts.correctionEn}
        value={en}
        change={setEn}
        input={{ maxLength: 2000, lang: 'en' }}
      />
      {isDone && <p role="status">{acts.corrected}</p>}
    </ActForm>
  );
}
