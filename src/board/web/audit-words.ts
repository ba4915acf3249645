import type { LookWay } from '../../core/words/look.ts';

/** What can be done that the pages have a word for; another action is shown by its code. */
export const KNOWN_ACTIONS = [
  'target.viewed',
  'list.viewed',
  'target.stopped',
  'target.resumed',
  'account.invited',
  'account.accepted',
  'account.logged_in',
  'account.login_failed',
  'account.logged_out',
  'account.password_changed',
  'account.recovery_renewed',
  'account.reset',
  'account.ended',
  'wall.opened',
  'contact.code_sent',
  'contact.verified',
  'contact.bounced',
  'notice.tested',
  'notice.previewed',
  'notice.resent',
  'notice.corrected',
  'notice.told_read',
  'snapshot.made',
  'incident.acknowledged',
  'silence.added',
  'silence.ended',
  'drill.started',
  'drill.ended',
  'note.written',
  'note.read',
  'note.withdrawn',
  'note.done',
] as const;
export type KnownAction = (typeof KNOWN_ACTIONS)[number];

/** What the pages about the audit say. */
export interface AuditWords {
  readonly audit: string;
  readonly auditNote: string;
  readonly auditNone: string;
  readonly auditEmpty: string;
  readonly auditFilter: string;
  readonly auditWho: string;
  readonly auditWhat: string;
  readonly auditAny: string;
  readonly auditSubject: string;
  readonly auditCouncil: string;
  readonly auditDetail: string;
  readonly auditSeq: string;
  readonly auditFrom: string;
  readonly auditTo: string;
  readonly auditShow: string;
  readonly auditOlder: string;
  readonly auditNewest: string;
  readonly auditFile: (format: string) => string;
  readonly auditActions: Readonly<Record<KnownAction, string>>;
  readonly chain: string;
  readonly chainWhole: (lines: string) => string;
  readonly chainNone: string;
  readonly chainBroken: (seq: string) => string;
  readonly chainFaults: Readonly<Record<'missing' | 'unlinked' | 'changed', string>>;
  readonly chainHash: string;
  readonly chainNote: string;
  readonly checkedAt: string;

  readonly looks: string;
  readonly looksNote: string;
  readonly looksSince: (date: string) => string;
  readonly looksNone: string;
  readonly looksCut: (n: string) => string;
  readonly looksNotHere: string;
  readonly lookedAt: string;
  readonly lookedBy: string;
  readonly lookedWhat: string;
  readonly lookedConsent: string;
  readonly lookedList: string;
  readonly lookedRight: Readonly<Record<'judgement' | 'detail', string>>;
  readonly lookWays: Readonly<Record<LookWay, string>>;
  readonly ownSites: string;
}
