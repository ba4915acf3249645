import { PATTERN_LABELS, type Pattern } from '../../core/words/incident.ts';
import { useLanguage } from './words.ts';

/** How far an incident reaches, as sign and word: the more dots, the wider. */
export function PatternSign({ pattern }: { pattern: Pattern }) {
  return (
    <span class={`pattern is-${pattern}`}>
      <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
        {shapeOf(pattern)}
      </svg>
      {PATTERN_LABELS[pattern][useLanguage()]}
    </span>
  );
}

function shapeOf(pattern: Pattern) {
  switch (pattern) {
    case 'single':
      return <circle cx="8" cy="8" r="3" />;
    case 'shared-cause':
      return (
        <>
          <path class="glyph-line" d="M8 3.5v4L3.5 12M8 7.5l4.5 4.5" />
          <circle cx="8" cy="3.2" r="2.4" />
          <circle cx="3.2" cy="12.4" r="2.2" />
          <circle cx="12.8" cy="12.4" r="2.2" />
        </>
      );
    case 'sector-wide':
      return (
        <>
          <rect class="glyph-line" x="1.4" y="1.4" width="13.2" height="13.2" rx="2" />
          <circle cx="5.4" cy="5.4" r="1.7" />
          <circle cx="10.6" cy="5.4" r="1.7" />
          <circle cx="8" cy="10.6" r="1.7" />
        </>
      );
    case 'cross-sector':
      return (
        <>
          <rect class="glyph-line" x="1.2" y="1.2" width="8" height="8" rx="1.4" />
          <rect class="glyph-line" x="6.8" y="6.8" width="8" height="8" rx="1.4" />
          <circle cx="4.2" cy="4.2" r="1.5" />
          <circle cx="11.8" cy="11.8" r="1.5" />
        </>
      );
    case 'own-network':
      return <path class="glyph-line" d="M2 12.5 8 3l6 9.5zM8 7v2.6" />;
    default:
      return pattern satisfies never;
  }
}
