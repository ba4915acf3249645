import type { LookDto, LooksDto } from '../../board/dto/audit.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import { LIST_VIEWED, type Look, lookOf, TARGET_VIEWED } from '../../core/words/look.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isAuditedView } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import type { CouncilOffices } from '../accounts/offices-of.ts';
import { searchBack } from './search-back.ts';
import type { SharedCouncil } from './shared-council.ts';

/** How far back looks are told, ms, and how many: a number to go on from would count those of others. */
const TOLD_MS = 90 * 86_400_000;
const TOLD_AT_MOST = 500;
const LINES_AT_ONCE = 1000;

export interface MemberLooksParts {
  readonly state: Pick<StateStore, 'searchAudit'>;
  readonly council: SharedCouncil;
  readonly offices: Pick<CouncilOffices, 'nameOf'>;
  /** Epoch ms. */
  readonly now: number;
}

/** Who saw the sites of a member by name. Rejects with `store_unavailable`. */
export async function memberLooks(
  { member, sector }: Extract<Viewer, { readonly kind: 'member' }>,
  { state, council, offices, now }: MemberLooksParts,
): Promise<Omit<LooksDto, 'council'>> {
  const own = council.ofMember(member);
  const byId = new Map(own.map((target) => [target.id, target]));
  const from = now - TOLD_MS;
  const search = {
    ...{ actor: null, actions: [TARGET_VIEWED, LIST_VIEWED], from, to: Number.MAX_SAFE_INTEGER },
    subjects: [...byId.keys(), sector, null],
  };
  const looks: LookDto[] = [];
  for (let before: number | null = null; looks.length <= TOLD_AT_MOST; ) {
    const { lines, next } = await searchBack(state, { ...search, before }, LINES_AT_ONCE);
    for (const line of lines) {
      const look = lookOf(line);
      if (look !== null && isOf(look, byId)) looks.push(toldOf(look, offices));
    }
    if (next === null) break;
    before = next;
  }
  const isCut = looks.length > TOLD_AT_MOST;
  const sites = own.map(({ id, consent }) => ({ target: id, consent }));
  return { looks: looks.slice(0, TOLD_AT_MOST), isCut, from, sites };
}

/**
 * Whether a look was at one of the sites. Which names a list held is not kept: it counts where one of
 * the sites is named to its looker now.
 */
function isOf({ viewer, looked }: Look, own: ReadonlyMap<string, SharedTarget>): boolean {
  if (looked.kind === 'target') return own.has(looked.target);
  return [...own.values()].some(
    (target) =>
      (looked.sector === null || looked.sector === target.sector) && isAuditedView(viewer, target),
  );
}

/** By office: who of it looked is for the operator to say. */
function toldOf({ at, viewer, way, looked }: Look, offices: MemberLooksParts['offices']): LookDto {
  return { at, kind: viewer.kind, office: offices.nameOf(viewer), way, looked };
}
