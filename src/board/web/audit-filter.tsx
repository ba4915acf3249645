import { useId, useState } from 'preact/hooks';
import { AUDIT_ACTIONS, type AuditAction } from '../../core/words/audit-action.ts';
import { SelectField } from './select-field.tsx';
import { useAuditWords } from './use-audit-words.ts';

/** What is asked for; '' = anything. Days are of the council's zone. */
export interface AuditAsked {
  readonly actor: string;
  readonly action: AuditAction | '';
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

export const NOTHING_ASKED: AuditAsked = { actor: '', action: '', subject: '', from: '', to: '' };

export function auditQueryOf(asked: AuditAsked): URLSearchParams {
  return new URLSearchParams(Object.entries(asked).filter(([, text]) => text !== ''));
}

export interface AuditFilterProps {
  readonly asked: AuditAsked;
  readonly show: (asked: AuditAsked) => void;
}

/** By who, what, to what and when, and the same lines as a file. */
export function AuditFilter({ asked, show }: AuditFilterProps) {
  const words = useAuditWords();
  const [draft, setDraft] = useState(asked);
  const change = (part: Partial<AuditAsked>) => setDraft({ ...draft, ...part });
  const actions = AUDIT_ACTIONS.map((action) => [action, words.auditActions[action]] as const);
  const fileOf = (format: string) => `/api/audit/lines?format=${format}&${auditQueryOf(asked)}`;
  return (
    <form
      class="filter"
      aria-label={words.auditFilter}
      onSubmit={(event) => {
        event.preventDefault();
        show(draft);
      }}
    >
      <Field label={words.auditWho} value={draft.actor} change={(actor) => change({ actor })} />
      <SelectField<AuditAction | ''>
        label={words.auditWhat}
        options={[['', words.auditAny], ...actions]}
        chosen={draft.action}
        choose={(action) => change({ action })}
      />
      <Field
        label={words.auditSubject}
        value={draft.subject}
        change={(subject) => change({ subject })}
      />
      <Field
        label={words.auditFrom}
        value={draft.from}
        change={(from) => change({ from })}
        type="date"
      />
      <Field label={words.auditTo} value={draft.to} change={(to) => change({ to })} type="date" />
      <p class="filter-acts">
        <button type="submit" class="strong">
          {words.auditShow}
        </button>{' '}
        <a href={fileOf('csv')} download>
          {words.auditFile('CSV')}
        </a>{' '}
        <a href={fileOf('ndjson')} download>
          {words.auditFile('NDJSON')}
        </a>
      </p>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly type?: 'text' | 'date';
}

function Field({ label, value, change, type = 'text' }: FieldProps) {
  const id = useId();
  const onInput = (event: { readonly currentTarget: HTMLInputElement }) =>
    change(event.currentTarget.value);
  const rest = { id, value, onInput };
  return (
    <p class="field">
      <label for={id}>{label}</label>
      {type === 'date' ? <input type="date" {...rest} /> : <input type="text" {...rest} />}
    </p>
  );
}
