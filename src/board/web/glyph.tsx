import { OUTCOME_LABELS } from '../../core/words/labels.ts';
import type { Outcome } from '../../core/words/outcome.ts';
import { useLanguage, useWords } from './words.ts';

/** An outcome by its shape; colour only repeats it. null = not yet measured. */
export function Glyph({ outcome }: { outcome: Outcome | null }) {
  const language = useLanguage();
  const words = useWords();
  const label = outcome === null ? words.waiting : OUTCOME_LABELS[outcome][language];
  return (
    <svg
      class={`glyph is-${outcome ?? 'waiting'}`}
      viewBox="0 0 16 16"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {shapeOf(outcome)}
    </svg>
  );
}

function shapeOf(outcome: Outcome | null) {
  switch (outcome) {
    case 'success':
      return <circle cx="8" cy="8" r="3.6" />;
    case 'failure':
      return (
        <>
          <rect x="1" y="1" width="14" height="14" rx="2.5" />
          <path class="glyph-sign" d="m5 5 6 6m0-6-6 6" />
        </>
      );
    case 'missed':
      return <path class="glyph-line" d="M8 2.2 13.8 8 8 13.8 2.2 8z" />;
    case null:
      return <circle class="glyph-line" cx="8" cy="8" r="4.2" stroke-dasharray="1.6 2.2" />;
    default:
      return outcome satisfies never;
  }
}
