import type { StateStore } from '../../core/ports/state-store.ts';
import type { AuditLine, AuditSearch } from '../../core/words/audit.ts';

/** Numbers looked through in one call, between which the store does other things. */
const SPAN = 20_000;
/** Calls of one search: a million lines. */
const MOST_CALLS = 50;

/** Searches back until enough lines are found; `next` null = there are no more. */
export async function searchBack(
  state: Pick<StateStore, 'searchAudit'>,
  search: Omit<AuditSearch, 'span' | 'limit'>,
  limit: number,
): Promise<{ readonly lines: readonly AuditLine[]; readonly next: number | null }> {
  const lines: AuditLine[] = [];
  let { before } = search;
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const asked = { ...search, before, span: SPAN, limit: limit - lines.length };
    const found = await state.searchAudit(asked);
    lines.push(...found.lines);
    if (found.reached <= 1) return { lines, next: null };
    before = found.reached;
    if (lines.length >= limit) break;
  }
  return { lines, next: before };
}
