import { useState } from 'preact/hooks';
import { REFUSAL_TEXTS } from '../../core/words/entrance-texts.ts';
import type { Language, Text } from '../../core/words/language.ts';
import { MEMBER_REFUSAL_TEXTS } from '../../core/words/member-texts.ts';
import { type ActFailure, sendAct } from './api-act.ts';
import type { Catalogue } from './catalogue.ts';
import { useCsrf } from './use-entrance.ts';
import { useLanguage, useWords } from './words.ts';

export interface Act {
  readonly isBusy: boolean;
  /** Of the last try, to be read; null = it was done, or none was made. */
  readonly problem: string | null;
  /** null = it was not done. */
  readonly send: <T>(path: string, body: object) => Promise<T | null>;
}

const NONE = {};

/** One act at a time, and what is said where it was not done; `more`: of refusals that only its page knows. */
export function useAct(more: Readonly<Record<string, Text>> = NONE): Act {
  const csrf = useCsrf();
  const words = useWords();
  const language = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActFailure | null>(null);
  return {
    isBusy,
    problem:
      failure === null
        ? null
        : (textOf(failure, language, more) ?? words.actFailures[other(failure)]),
    async send<T>(path: string, body: object) {
      setBusy(true);
      const answer = await sendAct<T>(path, body, csrf);
      setBusy(false);
      setFailure(answer.failure);
      return answer.value;
    },
  };
}

function textOf(
  failure: ActFailure,
  language: Language,
  more: Readonly<Record<string, Text>>,
): string | null {
  if (typeof failure === 'object') return failure[language];
  const texts = { ...REFUSAL_TEXTS, ...MEMBER_REFUSAL_TEXTS, ...more };
  const text = Object.entries(texts).find(([refusal]) => refusal === failure)?.[1];
  return text?.[language] ?? null;
}

function other(failure: ActFailure): keyof Catalogue['actFailures'] {
  if (failure === 'tries' || failure === 'offline' || failure === 'unauthorized') return failure;
  return 'failed';
}
