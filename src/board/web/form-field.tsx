import type { ComponentChildren, InputHTMLAttributes, RefObject } from 'preact';
import { useId } from 'preact/hooks';

export interface FormFieldProps {
  readonly label: string;
  /** What it is to hold, below it. */
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** It may be left empty. */
  readonly optional?: boolean;
  readonly input?: InputHTMLAttributes<HTMLInputElement>;
  readonly field?: RefObject<HTMLInputElement | null>;
}

/** A field with its label above it. */
export function FormField(props: FormFieldProps) {
  const { label, hint, value, change, optional = false, input, field } = props;
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        {...(field === undefined ? {} : { ref: field })}
        id={id}
        required={!optional}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => change(event.currentTarget.value)}
      />
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </p>
  );
}

export interface ActFormProps {
  readonly isBusy: boolean;
  readonly problem: string | null;
  /** On the button. */
  readonly label: string;
  readonly submit: () => void;
  readonly children: ComponentChildren;
}

/** A form with its button, and above the button why it was not done. */
export function ActForm({ isBusy, problem, label, submit, children }: ActFormProps) {
  return (
    <form
      class="act"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) submit();
      }}
    >
      {children}
      {problem !== null && (
        <p class="act-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="strong" aria-disabled={isBusy}>
        {label}
      </button>
    </form>
  );
}
