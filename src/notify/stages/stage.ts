import type { DayKind } from '../../core/calendar.ts';
import type { NoticePace } from '../../core/notify-config.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoticeMatter, NoticeStage, Silence } from '../../core/words/notice.ts';
import type { Contact } from '../../core/words/recipient.ts';
import type { ViewerKind } from '../../core/words/viewer.ts';

/** What a contact was told of a matter last. */
export interface Told {
  /** As `printOf` has it. */
  readonly print: string;
  /** As `saidOf` has it; absent in what an older program kept. */
  readonly said?: Text;
  /** The incident that held the matter when it was told first. */
  readonly incident: string;
  /** As the matter had it then. */
  readonly toldAs?: string;
  /** Epoch ms. */
  readonly at: number;
  /** How often it was told again since, with nothing new. */
  readonly reminders: number;
}

/** All that decides about one contact at one moment. */
export interface StageContext {
  /** Epoch ms. */
  readonly now: number;
  readonly recipient: string;
  readonly viewer: ViewerKind;
  readonly contact: Contact;
  /** By its file or by a code that was given back. */
  readonly isVerified: boolean;
  readonly pace: NoticePace;
  readonly exercise: 'drill' | 'practice' | null;
  /** The recipient agreed to be addressed in drills and with practice data. */
  readonly takesPartInExercises: boolean;
  /** Since when our own network is doubted, epoch ms; null = it is not. */
  readonly ownNetworkSince: number | null;
  readonly silences: readonly Silence[];
  /** Until when work is planned on a target, epoch ms; null = none is now. */
  readonly plannedUntil: (target: string) => number | null;
  /** The incidents that hold the matter or held it: what is said of one of them is said of it. */
  readonly incidentsOf: (matter: NoticeMatter) => readonly string[];
  /** Whether the recipient acknowledged one of these incidents. */
  readonly hasAcknowledged: (matter: NoticeMatter) => boolean;
  readonly clock: LocalClock;
}

/** Times of day and kinds of day in the council's zone, by the recipient's calendar. */
export interface LocalClock {
  /** ISO date. */
  dateOf(at: number): string;
  kindOf(date: string): DayKind;
  /** Epoch ms of a minute of a date; past its end = of the next. */
  instantOf(date: string, minute: number): number;
  /** `03:04`. */
  minuteText(at: number): string;
}

/** A matter with what the contact was told of it. */
export interface Candidate {
  readonly matter: NoticeMatter;
  /** null = nothing yet. */
  readonly told: Told | null;
  /** Since when there has been something to tell of it, epoch ms. */
  readonly unsaidSince: number;
}

/** Why a matter goes no further now. */
export interface Halt {
  readonly stage: NoticeStage;
  readonly text: Text;
  /** When it is worth another look, epoch ms; null = when something changes. */
  readonly until: number | null;
}

/** A stage lets a matter pass, null, or halts it. */
export type Stage = (candidate: Candidate, context: StageContext) => Halt | null;
