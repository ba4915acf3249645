/** A text as CSS has it: what would end it or begin something else is written by its number. */
export function cssText(text: string): string {
  const escaped = text.replaceAll(
    /["\\<>\n\r\f]/g,
    (character) => `\\${character.codePointAt(0)?.toString(16)} `,
  );
  return `"${escaped}"`;
}
