import { type Config, type PlacedTarget, targetsOf } from '../../core/config.ts';
import { isOneLine } from '../../core/one-line.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { MemberRefusal } from '../../core/ports/member-acts.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { type Action, actionRightOf } from '../../share/rules/action-right.ts';
import { isNamedTo } from '../../share/rules/read-right.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';

/** Somebody who may act for a member, and how. */
export interface ActsFor {
  readonly by: 'member' | 'secretariat' | 'operator';
  readonly request: string | null;
}

export interface ActsForMember extends ActsFor {
  /** Its sites that he may know of; never none. */
  readonly places: readonly PlacedTarget[];
}

/** Whether he may do it for the member. Of whom he knows no site is unknown to him, whatever he is to others. */
export function admitForMember(
  { viewer }: Actor,
  action: Action,
  asked: { readonly member: string; readonly request: string | null; readonly today: Config },
): ActsForMember | MemberRefusal {
  const { member: id, today, request } = asked;
  const places = targetsOf(today).filter(
    (placed) => placed.member.id === id && isNamedTo(viewer, sharedTargetOf(placed)),
  );
  const [first] = places;
  if (first === undefined) return 'member_unknown';
  const acts = actsFor(viewer, action, { member: id, sector: first.sector.id, request });
  return typeof acts === 'string' ? acts : { ...acts, places };
}

/** By the action table; whoever needs the reference of a request gives one. */
export function actsFor(
  viewer: Viewer,
  action: Action,
  asked: { readonly member: string; readonly sector: string; readonly request: string | null },
): ActsFor | MemberRefusal {
  const { member, sector } = asked;
  const may = actionRightOf(viewer, action, { kind: 'member', member, sector });
  const { kind } = viewer;
  if (kind === 'council' || kind === 'observer') return 'act_denied';
  if (may !== 'allowed' && may !== 'by_request') return 'act_denied';
  const request = asked.request?.trim() ?? '';
  if (may === 'by_request' && (request === '' || !isOneLine(request))) return 'request_needed';
  return { by: kind, request: may === 'by_request' ? request : null };
}
