import type { Marking } from '../../core/words/marking.ts';
import { isStricterThan } from './marking-of.ts';

/** Of mail, and of every channel for which nothing else was agreed. */
export const DEFAULT_CEILING: Marking = 'TLP:GREEN';

export interface Parcel {
  /** Of the whole message. */
  readonly marking: Marking;
  /** `own`: only the recipient's own targets are in it. */
  readonly about: 'own' | 'others';
  /** The contact was verified. */
  readonly verified: boolean;
}

/**
 * Whether a message may go by a channel. Nothing goes to a contact that was not verified; a member's
 * verified contact gets its own targets in detail; about others the channel's ceiling holds.
 */
export function mayGoBy(
  { marking, about, verified }: Parcel,
  ceiling: Marking = DEFAULT_CEILING,
): boolean {
  if (!verified) return false;
  if (about === 'own') return marking !== 'TLP:RED';
  return !isStricterThan(marking, ceiling);
}
