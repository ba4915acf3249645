import type { PartChange } from '../plan.ts';

/** What threads, sockets and files of a running service were started with. */
const HELD =
  /^(council\.publicUrl|operator\.contactUrl|vantage|resolver|asFile|probing|store|board|notify\.(mail|webhook|heartbeat)|openid)(\.|$)/;

/** The fields of a change that a running service takes at its next start only. */
export function restartFields({ kind, fields }: PartChange): readonly string[] {
  if (kind !== 'council') return [];
  return fields.map(({ field }) => field).filter((field) => HELD.test(field));
}
