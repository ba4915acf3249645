import type { DayTimes, ListedStretch } from '../core/maintenance-window.ts';
import type { Text } from '../core/words/language.ts';
import type { Problem } from './problem.ts';

/** What a file lists as dates of planned work. */
export interface FileDates {
  readonly days: readonly FileDate[];
  /** With times and a time zone of their own. */
  readonly stretches: readonly ListedStretch[];
  readonly problems: readonly Problem[];
}

/** A date, or several in a row, ISO. */
export interface FileDate {
  readonly firstDate: string;
  /** Included. */
  readonly lastDate: string;
  /** null = those of the window, or the whole day. */
  readonly times: DayTimes | null;
  readonly title: Text | null;
}

export interface FileReading {
  /** The council's IANA name. */
  readonly timezone: string;
  /** Epoch ms. */
  readonly now: number;
}
