import { z } from 'zod';
import { isOneLine } from '../../core/one-line.ts';
import { LANGUAGES } from '../../core/words/language.ts';
import { MARKINGS } from '../../core/words/marking.ts';

const line = (most: number) => z.string().min(1).max(most).refine(isOneLine);
const text = z.object({ ja: z.string(), en: z.string() });

/** A file of the board as somebody may see it. `viewer`: as `viewerAsked` reads it. */
export const snapshotOrderSchema = z.object({
  action: z.literal('board-snapshot'),
  viewer: line(200),
  language: z.enum(LANGUAGES),
  at: z.int(),
  actor: line(100),
});
export type SnapshotOrder = z.output<typeof snapshotOrderSchema>;

/** What came of it. */
export const snapshotOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('snapshot_made'),
    /** By which a file is called that is given no name. */
    name: z.string(),
    marking: z.enum(MARKINGS),
    html: z.string(),
  }),
  /** Nothing was made, for the reason given. */
  z.object({ kind: z.literal('snapshot_refused'), text }),
]);
export type SnapshotOutcome = z.output<typeof snapshotOutcomeSchema>;

/** Who makes files of the board; rejects with `store_unavailable`. */
export interface SnapshotDesk {
  take(order: SnapshotOrder): Promise<SnapshotOutcome>;
}

/** Whether an order is one for a file of the board. */
export function isSnapshotOrder(order: { readonly action: string }): order is SnapshotOrder {
  return order.action === 'board-snapshot';
}
