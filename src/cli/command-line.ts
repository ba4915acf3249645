/** A command line, taken apart before its command is known. */
export interface CommandLine {
  /** null where no command is named. */
  readonly command: string | null;
  /** Everything else; what stood before the command comes first. */
  readonly words: readonly string[];
}

/** Finds the command: the first word that is neither an option nor the value of `--lang`. */
export function readCommandLine(words: readonly string[]): CommandLine {
  let at = 0;
  while (words[at]?.startsWith('-') === true) at += words[at] === '--lang' ? 2 : 1;
  const command = words[at] ?? null;
  return { command, words: words.filter((_, index) => index !== at) };
}
