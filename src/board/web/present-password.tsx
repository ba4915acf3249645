import { FormField, type FormFieldProps } from './form-field.tsx';
import { useWords } from './words.ts';

/** The password of who is in, for what a session alone does not do. */
export function PresentPassword(props: Pick<FormFieldProps, 'value' | 'change' | 'hint'>) {
  const words = useWords();
  return (
    <FormField
      {...props}
      label={words.presentPassword}
      input={{ type: 'password', autocomplete: 'current-password' }}
    />
  );
}
