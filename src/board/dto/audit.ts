import type { Consent } from '../../core/config.ts';
import type { AuditLine } from '../../core/words/audit.ts';
import type { Text } from '../../core/words/language.ts';
import type { LookedSite, LookWay } from '../../core/words/look.ts';
import type { ViewerKind } from '../../core/words/viewer.ts';
import type { PlainCouncilDto } from './shared.ts';

/** Lines of the audit that were asked for, the newest first. */
export interface AuditPageDto {
  readonly lines: readonly AuditLine[];
  /** `before` of the page that follows; null = there are no more. */
  readonly next: number | null;
  readonly council: PlainCouncilDto;
}

/** What following the whole chain came to. */
export interface AuditChainDto {
  /** Epoch ms. */
  readonly checkedAt: number;
  /** Number and hash of the last line that follows from those before it; 0 = there is none. */
  readonly lines: number;
  readonly hash: string;
  /** The first line that does not follow; null = all do. */
  readonly broken: {
    readonly seq: number;
    readonly fault: 'missing' | 'unlinked' | 'changed';
  } | null;
}

/** That a member's site was shown to somebody else by name. */
export interface LookDto {
  /** Epoch ms. */
  readonly at: number;
  /** Of the office; who of it looked is in the operator's audit. */
  readonly kind: ViewerKind;
  readonly office: Text;
  readonly way: LookWay;
  readonly looked: LookedSite & {
    /** `target`: it alone; `list`: it stood in a list. */
    readonly kind: 'target' | 'list';
  };
}

/** Who saw a member's sites by name. */
export interface LooksDto {
  /** The newest first. */
  readonly looks: readonly LookDto[];
  /** There were more, which are not told. */
  readonly isCut: boolean;
  /** From when on they are told, epoch ms. */
  readonly from: number;
  /** The sites of the member, and how they are shared now. */
  readonly sites: readonly { readonly target: string; readonly consent: Consent }[];
  readonly council: PlainCouncilDto;
}
