import type { Viewer } from '../../core/words/viewer.ts';
import { readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/** What an answer about a member is looked through for. */
export interface MemberAnswer {
  readonly member: { readonly id: string };
  readonly sector: { readonly id: string };
  readonly sites: readonly { readonly target: string; readonly detail: object | null }[];
}

/**
 * Whether the viewer may have the page of a member: the member itself, its secretariat as far as it sees
 * the sites, the operator. Nobody else, whatever is shared with him.
 */
export function mayReadMember(
  viewer: Viewer,
  { member, sector, sites }: MemberAnswer,
  targetOf: (id: string) => SharedTarget | null,
): boolean {
  const isOffice =
    viewer.kind === 'operator' ||
    (viewer.kind === 'member' && viewer.member === member.id) ||
    (viewer.kind === 'secretariat' && viewer.sector === sector.id);
  return (
    isOffice &&
    sites.every(({ target: id, detail }) => {
      const target = targetOf(id);
      if (target?.member !== member.id || target.sector !== sector.id) return false;
      const right = readRightOf(viewer, target);
      return right === 'detail' || (right === 'judgement' && detail === null);
    })
  );
}
