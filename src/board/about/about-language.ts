import { LANGUAGES, type Language } from '../../core/words/language.ts';

/**
 * The language asked for by a link, else the one that the browser likes best, else Japanese. `header`
 * is `Accept-Language`: ranges with a weight in [0, 1], 1 where none is given (RFC 9110 §12.5.4).
 */
export function aboutLanguage(asked: string | undefined, header: string | undefined): Language {
  const given = LANGUAGES.find((language) => language === asked);
  if (given !== undefined) return given;
  let best: Language = 'ja';
  let bestWeight = 0;
  for (const range of (header ?? '').toLowerCase().split(',').slice(0, 50)) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    const language = LANGUAGES.find((each) => name === each || name.startsWith(`${each}-`));
    const weight = weightOf(parameters);
    if (language === undefined || !(weight > bestWeight)) continue;
    best = language;
    bestWeight = weight;
  }
  return best;
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.find((part) => part.startsWith('q='));
  return quality === undefined ? 1 : Number(quality.slice(2));
}
