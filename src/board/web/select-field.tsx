import { useId } from 'preact/hooks';

export interface SelectFieldProps<T> {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly choose: (chosen: T) => void;
  /** One that is not '' has to be chosen. */
  readonly required?: boolean;
}

/** One of several, with its label above it. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, options, chosen, choose, required = false } = props;
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={chosen}
        required={required}
        onChange={(event) => {
          const found = options.find(([value]) => value === event.currentTarget.value);
          if (found !== undefined) choose(found[0]);
        }}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </p>
  );
}
