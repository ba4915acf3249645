import type { AuditLine } from '../../core/words/audit.ts';
import type { Looker } from '../../core/words/look.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { AuditChainDto, AuditPageDto, LooksDto } from '../dto/audit.ts';

/** Which lines are asked for; what is null lets every line through. */
export interface AuditQuery {
  readonly actor: string | null;
  readonly action: string | null;
  readonly subject: string | null;
  /** Half open [from, to), epoch ms. */
  readonly from: number | null;
  readonly to: number | null;
}

/** At what somebody was let look. */
export type LookedAt =
  | { readonly kind: 'target'; readonly target: string }
  | { readonly kind: 'list'; readonly sector: string | null }
  /** All its sites that he sees. */
  | { readonly kind: 'member'; readonly member: string }
  | { readonly kind: 'incident'; readonly incident: string };

/**
 * The audit behind the board, given by the composition root: it is told who is shown what, and answers
 * sealed, null where the viewer may not see it. Rejections carry `store_unavailable`.
 */
export interface AuditDesk {
  /** Leaves a line where one is due; no answer waits for it. */
  looked(looker: Looker, at: LookedAt): void;
  page(
    viewer: Viewer,
    query: AuditQuery,
    before: number | null,
  ): Promise<Marked<AuditPageDto> | null>;
  chain(viewer: Viewer): Promise<Marked<AuditChainDto> | null>;
  /** Every line that is asked for, the oldest first, in blocks. */
  lines(viewer: Viewer, query: AuditQuery): Marked<AsyncIterable<readonly AuditLine[]>> | null;
  /** Who saw the sites of the member that looks. */
  looks(viewer: Viewer): Promise<Marked<LooksDto> | null>;
}
