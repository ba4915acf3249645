import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import { Frame } from './frame.tsx';
import { DISPLAY_PATH } from './route.ts';
import { useAct } from './use-act.ts';
import { useWords } from './words.ts';

/** Opens the board on a wall by its link, whose secret stands behind the `#`. */
export function WallPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { send, problem } = useAct();
  const [secret] = useState(() => location.hash.slice(1));
  useEffect(() => {
    void send('/api/entrance/wall', { secret }).then((opened) => {
      // Not kept in the history of the wall's browser.
      if (opened !== null) location.replace(DISPLAY_PATH);
    });
  }, [secret]);
  return (
    <Frame title={words.wall} choose={choose}>
      <div class="entrance">
        <h1>{words.wall}</h1>
        {problem === null ? (
          <p role="status">{words.loading}</p>
        ) : (
          <p class="act-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </Frame>
  );
}
