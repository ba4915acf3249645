import type { Text } from '../../core/words/language.ts';
import type { BegunDto } from '../dto/entrance.ts';
import { LOGIN_PATH } from './route.ts';
import { useAct } from './use-act.ts';
import { useLanguage, useWords } from './words.ts';

const KEY = 'yamabiko.wanted';

/** Leads to the issuer, and remembers what was asked for. */
export function IssuerButton({ issuer }: { issuer: Text }) {
  const words = useWords();
  const language = useLanguage();
  const { send, isBusy, problem } = useAct();
  const go = async () => {
    const begun = await send<BegunDto>('/api/entrance/openid/begin', {});
    if (begun === null) return;
    const { pathname, search } = location;
    sessionStorage.setItem(KEY, pathname === LOGIN_PATH ? '/' : `${pathname}${search}`);
    location.assign(begun.location);
  };
  return (
    <section class="issuer" aria-label={words.otherLogin}>
      {problem !== null && (
        <p class="act-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="button" class="strong" aria-disabled={isBusy} onClick={() => void go()}>
        {words.loginAt(issuer[language])}
      </button>
      <p class="note">{words.orHere}</p>
    </section>
  );
}

/** What was asked for before the way to the issuer: a page of this board. */
export function wantedPage(): string {
  const wanted = sessionStorage.getItem(KEY) ?? '/';
  sessionStorage.removeItem(KEY);
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
