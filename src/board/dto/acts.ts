/** What the API's `data` holds of telling, and of what is done about it; as in `../dto.ts`. */
import type { OutboxState } from '../../core/ports/notice-store.ts';
import type { Pattern } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoticeKind } from '../../core/words/notice.ts';
import type { ToldState } from '../../core/words/told-state.ts';
import type { NamedDto } from '../dto.ts';
import type { SharedCouncilDto } from './shared.ts';

/** Who was told of an incident, as far as the reader may know. */
export interface ToldDto {
  /** The reader may acknowledge it. */
  readonly mayAcknowledge: boolean;
  /** That his own office did; null = it did not yet. */
  readonly own: AcknowledgedDto | null;
  readonly counts: Readonly<Record<ToldState, number>>;
  /** Whom somebody has to call first; of many the first. */
  readonly recipients: readonly ToldRecipientDto[];
  /** The council’s IANA name. */
  readonly timezone: string;
}

export interface AcknowledgedDto {
  readonly at: number;
  /** As the audit names him. */
  readonly by: string;
}

export interface ToldRecipientDto {
  readonly id: string;
  readonly name: Text;
  readonly state: ToldState;
  readonly acknowledged: AcknowledgedDto | null;
  readonly contacts: readonly ToldContactDto[];
}

export interface ToldContactDto {
  /** Kind and address; of a secret address its host alone. */
  readonly contact: Text;
  readonly role: string | null;
  /** For people: nothing is sent to it. */
  readonly isTelephone: boolean;
  readonly isVerified: boolean;
  /** What was said when it was found not to be reached; null = it is reached. */
  readonly bounce: string | null;
  /** The newest notice about it; null = none was written. */
  readonly notice: {
    readonly state: OutboxState;
    /** When it was sent or given up, else when it was written. */
    readonly at: number;
    readonly error: string | null;
  } | null;
}

/** The reader's own messages, and what keeps them back. */
export interface MessagesDto {
  /** As whom he is told; null = it is not known which recipient of notices he is. */
  readonly own: { readonly name: Text; readonly hasContact: boolean } | null;
  /** He may silence messages of others, too. */
  readonly mayOfAll: boolean;
  /** Those that last and keep back messages to him; to the operator all. The first to end first. */
  readonly silences: readonly SilenceDto[];
  /** About which one may be asked for. */
  readonly sectors: readonly NamedDto[];
  readonly council: SharedCouncilDto;
}

export interface SilenceDto {
  readonly id: string;
  /** `own` of the reader, `all` of everybody, `other` of one other recipient. */
  readonly whose: 'own' | 'all' | 'other';
  /** Of `other` its recipient. */
  readonly recipient: Text | null;
  readonly about: SilencedDto;
  readonly from: number;
  readonly until: number;
  /** null = the operator, to others. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly mayEnd: boolean;
}

export type SilencedDto =
  | { readonly kind: 'anything' }
  | { readonly kind: 'target' | 'sector'; readonly id: string; readonly name: Text }
  /** `id`: by which the reader finds it; null = it is not shown any more. */
  | { readonly kind: 'incident'; readonly id: string | null };

/** What the reader may do with a site. */
export interface SiteActsDto {
  readonly mayStop: boolean;
  /** It is stopped, and he may have it measured again. */
  readonly mayResume: boolean;
  /** He may propose to the operator that it is stopped. */
  readonly mayPropose: boolean;
  /** That somebody did, and waits for an answer; null = nobody did, or it is not for the reader. */
  readonly proposed: ProposedDto | null;
}

export interface ProposedDto {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** What waits for the operator. */
export interface WaitingDto {
  /** The oldest first. */
  readonly proposals: readonly ProposalDto[];
  /** Notices that were given up, the newest first; of many the newest. */
  readonly undelivered: readonly UndeliveredDto[];
  readonly council: SharedCouncilDto;
}

export interface ProposalDto extends ProposedDto {
  readonly id: number;
  readonly kind: 'stop' | 'enrol' | 'drill';
  /** Id of the target, of the member whose site is to be enrolled, or of the scenario. */
  readonly subject: string;
  /** Of the site that is to be enrolled; else null. */
  readonly url: string | null;
  /** Of the member, or of the drill; null = it is not there any more. */
  readonly name: Text | null;
}

export interface UndeliveredDto {
  readonly seq: number;
  readonly recipient: Text;
  /** Kind and address; of a secret address its host alone. */
  readonly contact: Text;
  readonly kind: NoticeKind;
  readonly reference: string;
  /** When it was written. */
  readonly at: number;
  readonly error: string | null;
}

/** The drills that can be held here; the one that runs is in `council`. */
export interface DrillsDto {
  /** The reader begins and ends them, or proposes one. */
  readonly may: 'hold' | 'propose';
  /** Why none can be begun here at all; null = one can. */
  readonly impossible: Text | null;
  readonly scenarios: readonly ScenarioDto[];
  readonly speeds: readonly number[];
  readonly council: SharedCouncilDto;
}

export interface ScenarioDto {
  readonly id: string;
  readonly title: Text;
  readonly description: Text;
  /** Of the day that is replayed. */
  readonly startsAt: number;
  readonly lengthMs: number;
  readonly expected: Pattern | 'none';
  /** That somebody proposes it; null = nobody does. */
  readonly proposed: ProposedDto | null;
}

/** An act that was not done, though who asked may do it. */
export interface ActRefusedDto {
  readonly code: 'refused';
  readonly message: string;
  readonly text: Text;
}
