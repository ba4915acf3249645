const MOST_CHARACTERS = 200;

/** What another side said, for a log and a list: without line ends and control characters, and short. */
export function oneLine(said: string): string {
  const line = said.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= MOST_CHARACTERS
    ? line
    : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}
