import type { NoticePace } from '../core/notify-config.ts';
import type { Incident } from '../core/words/incident.ts';
import type { Marked } from '../core/words/marked.ts';
import type { Notice, NoticeMatter, NoticeSector } from '../core/words/notice.ts';
import type { Contact, Recipient } from '../core/words/recipient.ts';
import type { Offer } from './desk.ts';
import type { LocalClock } from './stages/stage.ts';

/** What is in force about telling. */
export interface Telling {
  readonly recipients: readonly Recipient[];
  readonly pace: NoticePace;
  readonly exercise: 'drill' | 'practice' | null;
  /** Ids of recipients that take part in exercises. */
  readonly exercises: ReadonlySet<string>;
}

/** Around what is told: whether it is only the recipient. */
export interface Surroundings {
  readonly around: readonly NoticeMatter[];
  readonly sectors: readonly NoticeSector[];
}

/**
 * What recipients may know now, in the form of the sharing rules: asked at every step, so that what is
 * told is never older than the step.
 */
export interface NoticeSource {
  telling(): Telling;
  /** Takes in what judging opened or changed; tells whom it may concern, ids of recipients. */
  take(incidents: readonly Incident[]): Iterable<string>;
  /**
   * Every matter that lasts and concerns the recipient, in the form that may go by the contact, and
   * those of `keys` that ended. A key that does not come back is nothing to him any more.
   */
  offers(recipient: Recipient, contact: Contact, keys: ReadonlySet<string>): readonly Offer[];
  /** Ids of the incidents that hold a matter or held it, its own among them. */
  incidentsOf(matter: NoticeMatter): readonly string[];
  surroundings(recipient: Recipient, contact: Contact): Surroundings;
  /** Epoch ms; null = no doubt. */
  ownNetworkSince(): number | null;
  /** Epoch ms; null = no work is planned on the target now. */
  plannedUntil(target: string, now: number): number | null;
  clockOf(recipient: Recipient): LocalClock;
  /** Closed for the recipient and the contact; null = the gate lets it not go by this contact. */
  seal(recipient: Recipient, contact: Contact, notice: Notice): Marked<Notice> | null;
}
