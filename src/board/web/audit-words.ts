import type { AuditAction } from '../../core/words/audit-action.ts';
import type { LookWay } from '../../core/words/look.ts';

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
  readonly auditActions: Readonly<Record<AuditAction, string>>;
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
