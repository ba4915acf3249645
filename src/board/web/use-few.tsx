import { useState } from 'preact/hooks';
import { showCount } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** The first `few` of all until all are asked for, and the button that asks. */
export function useFew<T>(all: readonly T[], few: number) {
  const words = useWords();
  const language = useLanguage();
  const [whole, setWhole] = useState(false);
  const shown = whole ? all : all.slice(0, few);
  const hidden = all.length - shown.length;
  const button = (hidden > 0 || (whole && all.length > few)) && (
    <button type="button" class="more" onClick={() => setWhole(!whole)}>
      {hidden > 0 ? words.more(showCount(hidden, language)) : words.fewer}
    </button>
  );
  return { shown, button };
}
