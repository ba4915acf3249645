import { useState } from 'preact/hooks';
import { showCount } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** The first `few` of all until all are asked for, and the button that asks. */
export function useFew<T>(all: readonly T[], few: number) {
  return usePart(all, all.slice(0, few));
}

/** A part of all, in the same order, until all are asked for, and the button that asks. */
export function usePart<T>(all: readonly T[], part: readonly T[]) {
  const words = useWords();
  const language = useLanguage();
  const [whole, setWhole] = useState(false);
  const shown = whole ? all : part;
  const hidden = all.length - shown.length;
  const button = (hidden > 0 || (whole && all.length > part.length)) && (
    <button type="button" class="more" onClick={() => setWhole(!whole)}>
      {hidden > 0 ? words.more(showCount(hidden, language)) : words.fewer}
    </button>
  );
  return { shown, button };
}
