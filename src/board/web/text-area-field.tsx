import { useId } from 'preact/hooks';

interface TextAreaFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly maxLength: number;
}

/** A field of several lines with its label above it. */
export function TextAreaField({ label, hint, value, change, maxLength }: TextAreaFieldProps) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <textarea
        {...{ id, value, maxLength, rows: 6, required: true }}
        aria-describedby={`${id}-hint`}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <small id={`${id}-hint`}>{hint}</small>
    </p>
  );
}
