import { requestDetail } from './request-detail.ts';
import type { StatementMaker } from './statement.ts';

/** Work that a member planned itself on its sites, once. Times are epoch ms. */
export interface PlannedWork {
  readonly id: string;
  readonly member: string;
  /** Ids of its sites; null = all of them, also those that come later. */
  readonly targets: readonly string[] | null;
  /** In the member's own words. */
  readonly title: string;
  readonly from: number;
  /** Above `from`. */
  readonly to: number;
  readonly at: number;
  readonly actor: string;
  readonly by: StatementMaker;
  /** Reference of the member's request; null = the member planned it itself. */
  readonly request: string | null;
  /** When it was taken back, which is when it ends where it had begun; null = it was not. */
  readonly endedAt: number | null;
  /** Grows with every change. */
  readonly revision: number;
}

/** Of the audit's lines about it. */
export const WORK_ACTIONS = {
  planned: 'maintenance.planned',
  ended: 'maintenance.ended',
} as const;

/** What the line of the audit says of it; its words are not in it. */
export function workDetail({ id, from, to, targets, request }: PlannedWork): string {
  const [begin, end] = [from, to].map((at) => new Date(at).toISOString());
  const sites = targets === null ? 'all sites' : targets.join(', ');
  return `${id}: ${begin} to ${end}, ${sites}${requestDetail(request)}`;
}

/** What the line of the audit says where work was taken back. */
export function endDetail({ id }: Pick<PlannedWork, 'id'>, request: string | null): string {
  return `${id}${requestDetail(request)}`;
}

/** Id of the work that such a line is about. */
export function workOfDetail(detail: string): string {
  return /^[^;]*/.exec(detail)?.[0] ?? '';
}

/** When it is, after what was taken back; null = at no time. */
export function stretchOfWork({
  from,
  to,
  endedAt,
}: Pick<PlannedWork, 'from' | 'to' | 'endedAt'>): {
  readonly from: number;
  readonly to: number;
} | null {
  const end = Math.min(to, endedAt ?? to);
  return end <= from ? null : { from, to: end };
}
