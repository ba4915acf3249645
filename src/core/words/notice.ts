import type { FactKind } from './fact.ts';
import type { IncidentEnding, Pattern } from './incident.ts';
import type { Judgement } from './judgement.ts';
import type { Text } from './language.ts';
import type { Phase, Reason } from './outcome.ts';
import type { NoticeWeight } from './recipient.ts';
import type { ViewerKind } from './viewer.ts';

/** Why a notice is written. `summary`: what came up while the budget was used up. */
export const NOTICE_KINDS = [
  'trouble',
  'change',
  'summary',
  'recovery',
  'reminder',
  'escalation',
  'correction',
  'verification',
  'test',
  'drill_end',
  'announcement',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Kinds of notices as people read them in a list. */
export const NOTICE_KIND_LABELS: Readonly<Record<NoticeKind, Text>> = {
  trouble: { ja: '新しい件', en: 'trouble' },
  change: { ja: '変化', en: 'change' },
  summary: { ja: 'まとめ', en: 'summary' },
  recovery: { ja: '回復', en: 'recovery' },
  reminder: { ja: '再度のお知らせ', en: 'reminder' },
  escalation: { ja: '受け取り未確認', en: 'escalation' },
  correction: { ja: '訂正', en: 'correction' },
  verification: { ja: '連絡先の確認', en: 'verification' },
  test: { ja: '試験送信', en: 'test' },
  drill_end: { ja: '訓練終了', en: 'end of exercise' },
  announcement: { ja: '運用者から', en: 'announcement' },
};

/** What is known in detail of a site, for its member and for who may see it so. */
export interface NoticeDetail {
  /** null for a practice site. */
  readonly url: string | null;
  /** The reason of the judgement, in words and numbers. */
  readonly why: Text;
  /** Response time over normal; null = not known. */
  readonly ratio: number | null;
  /** Normal for this time, ms; null = not learned. */
  readonly normalMs: number | null;
  /** The phase that moved or failed; null where none stands out. */
  readonly phase: Phase | null;
  /** Of the newest failure; null where the site answers. */
  readonly reason: Reason | null;
  readonly statusCode: number | null;
  /** Response time of the newest answer, ms; null = none is known. */
  readonly totalMs: number | null;
  /** Slot of the newest success, epoch ms; null = none is known. */
  readonly lastSuccessAt: number | null;
  /** Where that is null: since when its recipient sees values, epoch ms; absent = always. */
  readonly seenSince?: number;
}

/** A site as a recipient may know it: by name. */
export interface NoticeSite {
  readonly target: string;
  readonly member: string;
  readonly memberName: Text;
  readonly sector: string;
  /** The worst of the trouble. */
  readonly judgement: Judgement;
  /** Slots of the first sample that was not normal, and since which it is normal again, epoch ms. */
  readonly from: number;
  readonly to: number | null;
  /** null where the recipient may know the judgement alone. */
  readonly detail: NoticeDetail | null;
}

/** A sector as outsiders may know it: as it was released. */
export interface NoticeSector {
  readonly id: string;
  readonly name: Text;
  readonly fieldName: Text;
  /** なし / none, 一部 / some, …; null = nothing is told. */
  readonly band: Text | null;
  /** Response time over normal, rounded to 0.1; null = not told. */
  readonly ratio: number | null;
}

/** A fact that many share, as the recipient may read it. */
export interface NoticeFact {
  readonly kind: FactKind;
  /** null: only its kind is told. */
  readonly text: string | null;
}

/**
 * One thing to be told to a recipient, in the form that he may know: a site's trouble, from its first
 * bad sample on whatever patterns it becomes part of, a pattern, or a doubt of our own network.
 */
export interface NoticeMatter {
  /** `site:<target>`, `pattern:<incident>`, `prober`: the same as long as it is the same matter. */
  readonly key: string;
  /** The incident that holds it now; its number counts those of others, too, and is told to operators alone. */
  readonly incident: string;
  /**
   * By what its recipient finds it on the board, the same in all that a contact is told of it; absent
   * where that is the operator, who finds it by `incident`, and where the board tells it not.
   */
  readonly toldAs?: string;
  /** The board shows it no more: it has an id for who was told of it, and no page. */
  readonly isUnlisted?: true;
  readonly pattern: Pattern;
  readonly weight: NoticeWeight;
  /** Epoch ms. */
  readonly since: number;
  readonly endedAt: number | null;
  readonly ending: IncidentEnding | null;
  /** What the recipient may know by name: of a site's matter the site itself. */
  readonly sites: readonly NoticeSite[];
  /** Others are in it, who are not named to the recipient. */
  readonly hasOthers: boolean;
  readonly fact: NoticeFact | null;
  /** Of a doubt of our own network alone: what was seen, in words and numbers. */
  readonly why?: Text;
  /** What the contact was told before that it is; absent where that is the same, or nothing was. */
  readonly before?: Text;
  /** Sectors that a pattern touches; empty for a site. */
  readonly sectors: readonly NoticeSector[];
}

/** What a notice says, before it is put into words. */
export interface Notice {
  /** The same whenever the same notice is sent again. */
  readonly key: string;
  /** For people: `YB-20261122-0304-7f3a9k`. */
  readonly reference: string;
  readonly kind: NoticeKind;
  /** Epoch ms. */
  readonly at: number;
  readonly recipient: string;
  readonly recipientName: Text;
  readonly viewer: ViewerKind;
  /** What there is to tell, the heaviest first. */
  readonly matters: readonly NoticeMatter[];
  /** Open patterns and the recipient's own sector: whether it is only he. */
  readonly around: readonly NoticeMatter[];
  readonly sectors: readonly NoticeSector[];
  /** null = none of both. */
  readonly exercise: 'drill' | 'practice' | null;
  /** A sentence of the kinds that tell of no matter, or that a person adds; null = none. */
  readonly remark: Text | null;
  /** Sites that the remark names: for the gate, in no words of their own; absent = none. */
  readonly names?: readonly NoticeSite[];
  /** Of `verification` alone: what its reader gives back; null otherwise. */
  readonly code: string | null;
}

/** Where what there was to tell went on or stopped, in the order in which it passes them. */
export const NOTICE_STAGES = [
  'contact',
  'gate',
  'floor',
  'exercise',
  'inhibit',
  'maintenance',
  'silence',
  'quiet',
  'escalate',
  'group',
  'budget',
  'dedup',
  'outbox',
  'channel',
] as const;
export type NoticeStage = (typeof NOTICE_STAGES)[number];

/** What was decided about telling an incident to a contact, and why; kept with the incident. */
export interface NoticeDecision {
  /** Epoch ms. */
  readonly at: number;
  readonly incident: string;
  readonly recipient: string;
  /** As `contactIdOf` names it. */
  readonly contact: string;
  readonly stage: NoticeStage;
  /** Key of the notice that tells it; null = nothing was written. */
  readonly notice: string | null;
  readonly text: Text;
}

/** Messages that somebody does not want, until an end. */
export interface Silence {
  readonly id: string;
  /** Whose messages; null = everybody's, which the operator alone may ask for. */
  readonly recipient: string | null;
  /** What they are about; null = anything. */
  readonly target: string | null;
  readonly sector: string | null;
  readonly incident: string | null;
  /** Epoch ms. */
  readonly from: number;
  readonly until: number;
  readonly by: string;
  readonly reason: string | null;
}
