import type { SharedBandDto } from '../../dto/shared.ts';
import { useLanguage, useWords } from '../words.ts';

/** A released band as shape and words: the fuller the square, the more are affected. */
export function BandSign({ band }: { band: SharedBandDto | null }) {
  const words = useWords();
  const language = useLanguage();
  const level = band?.level ?? 'untold';
  return (
    <span class={`band is-${level}`}>
      <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
        {shapeOf(level)}
      </svg>
      {band === null ? words.bandUntold : band.text[language]}
    </span>
  );
}

function shapeOf(level: SharedBandDto['level'] | 'untold') {
  const frame = <rect class="glyph-line" x="1.6" y="1.6" width="12.8" height="12.8" rx="2" />;
  switch (level) {
    case 'none':
      return frame;
    case 'some':
      return (
        <>
          {frame}
          <rect x="2" y="10" width="12" height="4" />
        </>
      );
    case 'half':
      return (
        <>
          {frame}
          <rect x="2" y="5" width="12" height="9" />
        </>
      );
    case 'untold':
      return <path class="glyph-line" d="M3 8h10" stroke-dasharray="2 2" />;
    default:
      return level satisfies never;
  }
}
