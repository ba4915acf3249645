import type { OutboxEntry } from '../core/ports/notice-store.ts';
import type { NoticeMatter } from '../core/words/notice.ts';

/** A notice in words, in the language of the contact, with all that a channel may make of it. */
export interface RenderedMessage {
  /** One line; that of an exercise says so first. */
  readonly subject: string;
  /** Complete in itself; lines end in `\n`. */
  readonly text: string;
  /** The same as a page of its own, with nothing that is fetched. */
  readonly html: string;
  /** The same for programs: what `JSON.stringify` takes, with a `version`. */
  readonly json: object;
  /** Where the board shows it; null = nowhere that a reader could reach. */
  readonly link: string | null;
  /** One of its matters alone, for what takes them one by one: short, and marked as the whole is. */
  readonly briefOf: (matter: NoticeMatter) => Pick<RenderedMessage, 'subject' | 'text' | 'link'>;
}

/** Puts an entry into words; the same entry always into the same ones. */
export type Render = (entry: OutboxEntry) => RenderedMessage;
