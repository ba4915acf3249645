import type { ActOutcome, EnrolDesk, EnrolDraft } from '../../board/acts/act-desk.ts';
import { urlSchema } from '../../config/leaf-schemas.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { actionRightOf } from '../../share/rules/action-right.ts';
import { isNamedTo } from '../../share/rules/read-right.ts';
import type { NoticePlace } from '../notices/notice-places.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import { ALREADY_MEASURED, ALREADY_PROPOSED, NO_URL } from './act-texts.ts';
import type { Proposals } from './proposals.ts';

export interface EnrolActsParts {
  readonly shared: Pick<SharedViews, 'places'>;
  readonly proposals: Proposals;
}

/** New sites of members, which secretariats propose and the operator enrols, by the action table. */
export class EnrolActs implements EnrolDesk {
  readonly #parts: EnrolActsParts;

  constructor(parts: EnrolActsParts) {
    this.#parts = parts;
  }

  /** Rejects with `store_unavailable`. */
  async propose({ viewer, name }: Actor, { member, url, reason }: EnrolDraft): Promise<ActOutcome> {
    const { proposals } = this.#parts;
    const named = this.#sitesOf(viewer, member);
    if (named === null) return { kind: 'denied' };
    const parsed = urlSchema.safeParse(url.trim());
    if (!parsed.success) return { kind: 'refused', text: NO_URL };
    const { data: href } = parsed;
    if (named.some(({ target }) => target.url === href)) {
      return { kind: 'refused', text: ALREADY_MEASURED };
    }
    const open = await proposals.open();
    if (open.some((each) => each.subject === member && each.url === href)) {
      return { kind: 'refused', text: ALREADY_PROPOSED };
    }
    await proposals.propose({ kind: 'enrol', subject: member, url: href, reason, actor: name });
    return { kind: 'done' };
  }

  /** What he may know by name of a member for which he may propose; null = he may not, or there is none. */
  #sitesOf(viewer: Viewer, member: string): readonly NoticePlace[] | null {
    const { places } = this.#parts.shared;
    const owners = [...places.sectors.values()].find(({ members }) =>
      members.some(({ id }) => id === member),
    );
    if (owners === undefined) return null;
    const concern = { kind: 'member', member, sector: owners.id } as const;
    if (actionRightOf(viewer, 'enrol', concern) !== 'proposal') return null;
    const own = places.ofMember.get(member) ?? [];
    const named = own.filter(({ shared }) => isNamedTo(viewer, shared));
    return own.length > 0 && named.length === 0 ? null : named;
  }
}
