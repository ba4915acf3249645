import { useState } from 'preact/hooks';
import type { DrillsDto, ScenarioDto } from '../dto/acts.ts';
import { ActForm, FormField } from './form-field.tsx';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useLanguage, useWords } from './words.ts';

export interface DrillFormProps {
  readonly scenario: ScenarioDto;
  readonly drills: DrillsDto;
  readonly done: () => void;
}

/** Begins a drill, or proposes it. */
export function DrillForm(props: DrillFormProps) {
  const { acts } = useWords();
  const isHeld = props.drills.may === 'hold';
  return (
    <details class="act-more">
      <summary>{isHeld ? acts.startDrill : acts.proposeDrill}</summary>
      {isHeld ? <StartForm {...props} /> : <ProposalForm {...props} />}
    </details>
  );
}

/** As the command takes where none is named. */
const USUAL_SPEED = '10';

function StartForm({ scenario, drills, done }: DrillFormProps) {
  const { acts } = useWords();
  const language = useLanguage();
  const { send, ...state } = useAct();
  const [speed, setSpeed] = useState(USUAL_SPEED);
  const submit = async () => {
    if (!confirm(acts.confirmStartDrill(scenario.title[language]))) return;
    const body = { scenario: scenario.id, speed: Number(speed) };
    if ((await send('/api/acts/drill/start', body)) !== null) done();
  };
  return (
    <ActForm {...state} label={acts.startDrill} submit={() => void submit()}>
      <SelectField
        label={acts.speed}
        options={drills.speeds.map((n) => [String(n), acts.times(n)])}
        chosen={speed}
        choose={setSpeed}
      />
    </ActForm>
  );
}

function ProposalForm({ scenario, done }: DrillFormProps) {
  const { acts } = useWords();
  const { send, ...state } = useAct();
  const [reason, setReason] = useState('');
  const submit = async () => {
    const body = { scenario: scenario.id, reason: reason.trim() };
    if ((await send('/api/acts/drill/propose', body)) !== null) done();
  };
  return (
    <ActForm {...state} label={acts.proposeDrill} submit={() => void submit()}>
      <p class="note">{acts.proposeDrillNote}</p>
      <FormField label={acts.reason} value={reason} change={setReason} input={{ maxLength: 500 }} />
    </ActForm>
  );
}
