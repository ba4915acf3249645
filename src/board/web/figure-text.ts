import type { Language } from '../../core/words/language.ts';
import { showPercent } from './format.ts';

/** A figure of an evidence by its name: a power of ten, a share, or a number to two places. */
export function showFigure(name: string, value: number, language: Language): string {
  if (name === 'log10Probability') return `10^${value.toFixed(1).replace('-', '−')}`;
  if (name.endsWith('Ratio')) return showPercent(value, language);
  return value.toLocaleString(language, { maximumFractionDigits: 2 });
}
