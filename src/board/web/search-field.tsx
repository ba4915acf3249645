import { useEffect, useRef } from 'preact/hooks';
import { useOneKeys } from './use-one-keys.ts';
import { useWords } from './words.ts';

/** A field to look for sites by name; `/` goes to it while single keys are wanted, Escape empties it. */
export function SearchField(props: { value: string; change: (value: string) => void }) {
  const { value, change } = props;
  const words = useWords();
  const { areOn } = useOneKeys();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!areOn) return;
    const pressed = (event: KeyboardEvent) => {
      const plain = !(event.metaKey || event.ctrlKey || event.altKey);
      if (event.key !== '/' || !plain || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [areOn]);
  return (
    <input
      ref={field}
      type="search"
      placeholder={words.search}
      aria-label={words.search}
      {...(areOn ? { 'aria-keyshortcuts': '/' } : {})}
      value={value}
      onInput={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') change('');
      }}
    />
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea') !== null;
}
