import { useWords } from './words.ts';

/** Shown once; each lets its owner in once, in the place of the app. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const words = useWords();
  return (
    <section class="panel" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes">{words.recoveryCodes}</h2>
      <p>{words.recoveryHow}</p>
      <ol class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
