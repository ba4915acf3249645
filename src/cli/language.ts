import type { Language } from '../core/words/language.ts';

/** Language of the commands: `--lang`, else the locale of the environment, else English. */
export function languageOf(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const at = words.indexOf('--lang');
  const given =
    words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ??
    (at < 0 ? undefined : words[at + 1]);
  if (given === 'ja' || given === 'en') return given;
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^ja(_|\.|-|$)/i.test(locale) ? 'ja' : 'en';
}
