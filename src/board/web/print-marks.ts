import { useLayoutEffect } from 'preact/hooks';

/** What the margins of every printed page bear; style/print.css places it. */
export interface PrintMarks {
  readonly title: string;
  readonly marking: string;
  /** As of when; '' = it is about no moment. */
  readonly time: string;
  readonly sentence: string;
}

/** Gives the texts to the style sheet, where the margins of a printed page can read them. */
export function usePrintMarks({ title, marking, time, sentence }: PrintMarks): void {
  useLayoutEffect(() => {
    const texts = { title, marking, time, sentence };
    const { style } = document.documentElement;
    for (const [name, text] of Object.entries(texts)) {
      style.setProperty(`--print-${name}`, cssText(text));
    }
  }, [title, marking, time, sentence]);
}

/** A text as CSS has it: what would end it or begin something else is written by its number. */
function cssText(text: string): string {
  const escaped = text.replaceAll(
    /["\\<>\n\r\f]/g,
    (character) => `\\${character.codePointAt(0)?.toString(16)} `,
  );
  return `"${escaped}"`;
}
