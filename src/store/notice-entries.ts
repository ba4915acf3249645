import type { OutboxDraft } from '../core/ports/notice-store.ts';

/** Entries of the outbox that are answered with where no limit is asked for. */
export const OUTBOX_AT_ONCE = 100;

/** The incidents that a notice tells of. */
export function incidentsOf({ notice }: Pick<OutboxDraft, 'notice'>): ReadonlySet<string> {
  return new Set(notice.matters.map(({ incident }) => incident));
}
