import { BAND_SHAPES } from '../../../core/words/sign-shapes.ts';
import type { SharedBandDto } from '../../dto/shared.ts';
import { SignPaths } from '../sign-paths.tsx';
import { useLanguage, useWords } from '../words.ts';

/** A released band as shape and words: the fuller the square, the more are affected. */
export function BandSign({ band }: { band: SharedBandDto | null }) {
  const words = useWords();
  const language = useLanguage();
  const level = band?.level ?? 'untold';
  return (
    <span class={`band is-${level}`}>
      <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
        <SignPaths shapes={BAND_SHAPES[level]} />
      </svg>
      {band === null ? words.bandUntold : band.text[language]}
    </span>
  );
}
