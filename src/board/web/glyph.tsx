import { OUTCOME_LABELS, REASON_LABELS } from '../../core/words/labels.ts';
import type { OutcomeState } from '../../core/words/shown-state.ts';
import { useLanguage, useWords } from './words.ts';

/** What a sample says of its site by a shape; colour only repeats it. null = not yet measured. */
export function Glyph({ state }: { state: OutcomeState | null }) {
  const label = useLabel(state);
  return (
    <svg class={`glyph is-${state ?? 'waiting'}`} viewBox="0 0 16 16" role="img" aria-label={label}>
      <title>{label}</title>
      {shapeOf(state)}
    </svg>
  );
}

function useLabel(state: OutcomeState | null): string {
  const language = useLanguage();
  const words = useWords();
  if (state === null) return words.waiting;
  if (state === 'suspect') return words.suspectFailure;
  return (state === 'blocked' ? REASON_LABELS.blocked : OUTCOME_LABELS[state])[language];
}

function shapeOf(state: OutcomeState | null) {
  switch (state) {
    case 'success':
      return <circle cx="8" cy="8" r="3.6" />;
    case 'failure':
      return (
        <>
          <rect x="1" y="1" width="14" height="14" rx="2.5" />
          <path class="glyph-sign" d="m5 5 6 6m0-6-6 6" />
        </>
      );
    case 'suspect':
      return (
        <>
          <rect class="glyph-line" x="2" y="2" width="12" height="12" rx="2.5" />
          <path class="glyph-line" d="m5.5 5.5 5 5m0-5-5 5" />
        </>
      );
    case 'blocked':
      return (
        <>
          <circle class="glyph-line" cx="8" cy="8" r="6" />
          <path class="glyph-line" d="M4.8 8h6.4" />
        </>
      );
    case 'missed':
      return <path class="glyph-line" d="M8 2.2 13.8 8 8 13.8 2.2 8z" />;
    case null:
      return <circle class="glyph-line" cx="8" cy="8" r="4.2" stroke-dasharray="1.6 2.2" />;
    default:
      return state satisfies never;
  }
}
