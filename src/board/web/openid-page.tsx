import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import { Frame } from './frame.tsx';
import { wantedPage } from './issuer-button.tsx';
import { LOGIN_PATH, OPENID_PATH } from './route.ts';
import { useAct } from './use-act.ts';
import { useWords } from './words.ts';

/** Where the issuer sends people back to: finishes the login that this browser began. */
export function OpenIdPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { send, problem } = useAct();
  const [query] = useState(() => location.search);
  useEffect(() => {
    // What is in it opens a session once: it stays neither in the address nor in the history.
    history.replaceState(null, '', OPENID_PATH);
    void send('/api/entrance/openid/finish', { query }).then((opened) => {
      if (opened !== null) location.replace(wantedPage());
    });
  }, [query]);
  return (
    <Frame title={words.login} choose={choose}>
      <div class="entrance">
        <h1>{words.login}</h1>
        {problem === null ? (
          <p role="status">{words.loading}</p>
        ) : (
          <>
            <p class="act-problem" role="alert">
              {problem}
            </p>
            <p>
              <a href={LOGIN_PATH}>{words.startAgain}</a>
            </p>
          </>
        )}
      </div>
    </Frame>
  );
}
