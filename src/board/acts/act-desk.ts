import type { Actor } from '../../core/ports/entrance.ts';
import type { Text } from '../../core/words/language.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { DrillsDto, MessagesDto, SiteActsDto, ToldDto, WaitingDto } from '../dto/acts.ts';
import type { NoteDesk } from '../notes/note-desk.ts';

/** What came of an act. */
export type ActOutcome =
  | { readonly kind: 'done' }
  /** He may do it, and it cannot be done. */
  | { readonly kind: 'refused'; readonly text: Text }
  /** He may not do it, or there is no such thing: he cannot tell these apart. */
  | { readonly kind: 'denied' };

/** What is not to be told to whom, for how long. */
export interface SilenceDraft {
  /** `own` messages, those of `all`, or of a recipient by its id. */
  readonly whose: string;
  /** One of them at most; null = it is not about one. */
  readonly target: string | null;
  readonly sector: string | null;
  readonly incident: string | null;
  readonly forMs: number;
  readonly reason: string | null;
}

/**
 * What people do on the board beside their accounts, and what of it is shown, sealed for who asks; given
 * by the composition root. Rejections carry `store_unavailable`.
 */
export interface ActDesk {
  readonly telling: TellingDesk;
  readonly sites: SiteDesk;
  readonly enrolment: EnrolDesk;
  readonly tasks: TaskDesk;
  readonly drills: DrillActsDesk;
  readonly notes: NoteDesk;
}

/** About telling. Incidents are named as the board names them to who asks. */
export interface TellingDesk {
  /** null where he may not know of the incident, or there is none. */
  told(viewer: Viewer, incident: string): Promise<Marked<ToldDto> | null>;
  messages(viewer: Viewer): Promise<Marked<MessagesDto> | null>;
  acknowledge(actor: Actor, incident: string): Promise<ActOutcome>;
  silence(actor: Actor, draft: SilenceDraft): Promise<ActOutcome>;
  endSilence(actor: Actor, id: string): Promise<ActOutcome>;
}

/** About the measuring of one site. */
export interface SiteDesk {
  /** What he may do with it; null where he may not know it by name, or there is none. */
  rights(viewer: Viewer, target: string): Promise<Marked<SiteActsDto> | null>;
  stop(actor: Actor, target: string, reason: string): Promise<ActOutcome>;
  resume(actor: Actor, target: string, reason: string): Promise<ActOutcome>;
  /** Asks the operator to stop it. */
  propose(actor: Actor, target: string, reason: string): Promise<ActOutcome>;
}

/** A site that is to be measured. */
export interface EnrolDraft {
  /** Whose it is. */
  readonly member: string;
  readonly url: string;
  /** Who agreed, and when. */
  readonly reason: string;
}

/** About sites that are not measured yet. */
export interface EnrolDesk {
  /** Asks the operator to enrol it. */
  propose(actor: Actor, draft: EnrolDraft): Promise<ActOutcome>;
}

/** What waits for the operator, and what he alone does about notices. */
export interface TaskDesk {
  /** null for everybody else. */
  tasks(viewer: Viewer): Promise<Marked<WaitingDto> | null>;
  decline(actor: Actor, proposal: number, reason: string): Promise<ActOutcome>;
  /** Sends a notice again that was given up. */
  resend(actor: Actor, seq: number): Promise<ActOutcome>;
  /** A correction to everybody who was told of an incident. */
  correct(actor: Actor, incident: string, text: Text): Promise<ActOutcome>;
}

export interface DrillDraft {
  readonly scenario: string;
  readonly speed: number;
}

/** Drills, which the operator holds and the council proposes. */
export interface DrillActsDesk {
  /** null for everybody else. */
  drills(viewer: Viewer): Promise<Marked<DrillsDto> | null>;
  /** It is under way when the board shows it: the service is replaced meanwhile. */
  start(actor: Actor, draft: DrillDraft): Promise<ActOutcome>;
  end(actor: Actor): Promise<ActOutcome>;
  propose(actor: Actor, scenario: string, reason: string): Promise<ActOutcome>;
}
