import type { Contact, Recipient } from '../../core/words/recipient.ts';
import { mayGoBy } from '../../share/rules/channel-ceiling.ts';
import { type Content, markingOf } from '../../share/rules/marking-of.ts';
import { type PatternReader, patternReaderOf } from './pattern-views.ts';

/** Whether such content about others may go by the contact, once it is verified. */
export function mayGoAbroad(content: Content, { ceiling }: Contact): boolean {
  return mayGoBy({ marking: markingOf([content]), about: 'others', verified: true }, ceiling);
}

/** Who reads of patterns what goes by the contact. */
export function readerBy(viewer: Recipient['viewer'], contact: Contact): PatternReader {
  return patternReaderOf(viewer, mayGoAbroad('judgement', contact));
}
