import { useLayoutEffect } from 'preact/hooks';
import { cssText } from '../../core/css-text.ts';

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
