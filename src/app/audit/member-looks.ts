import type { LookDto, LooksDto } from '../../board/dto/audit.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { SharingLevels } from '../../core/words/consent-version.ts';
import { LIST_VIEWED, type Look, lookOf, TARGET_VIEWED } from '../../core/words/look.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isAuditedView } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import type { CouncilOffices } from '../accounts/offices-of.ts';
import type { VersionsOf } from '../notices/told-since.ts';
import { lookedSiteOf } from './looked-site.ts';
import { searchBack } from './search-back.ts';
import type { SharedCouncil } from './shared-council.ts';

/** How far back looks are told, ms, and how many: a number to go on from would count those of others. */
const TOLD_MS = 90 * 86_400_000;
const TOLD_AT_MOST = 500;
const LINES_AT_ONCE = 1000;

export interface MemberLooksParts {
  readonly state: Pick<StateStore, 'searchAudit'>;
  readonly council: SharedCouncil;
  /** How a target was shared; none = as it is now. */
  readonly versionsOf: VersionsOf;
  readonly offices: Pick<CouncilOffices, 'nameOf'>;
  /** Epoch ms. */
  readonly now: number;
}

/** Who saw the sites of a member by name. Rejects with `store_unavailable`. */
export async function memberLooks(
  { member, sector }: Extract<Viewer, { readonly kind: 'member' }>,
  { state, council, versionsOf, offices, now }: MemberLooksParts,
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
      if (look === null) continue;
      const { at, viewer, way } = look;
      const office = offices.nameOf(viewer);
      for (const looked of lookedOf(look, byId, versionsOf)) {
        looks.push({ at, kind: viewer.kind, office, way, looked });
      }
    }
    if (next === null) break;
    before = next;
  }
  const isCut = looks.length > TOLD_AT_MOST;
  const sites = own.map(({ id, consent }) => ({ target: id, consent }));
  return { looks: looks.slice(0, TOLD_AT_MOST), isCut, from, sites };
}

/**
 * At which of the sites a look was, by office: who of it looked is for the operator to say. Which names a
 * list held is not kept, but how each was shared then.
 */
function lookedOf(
  { at, viewer, looked }: Look,
  own: ReadonlyMap<string, SharedTarget>,
  versionsOf: VersionsOf,
): readonly LookDto['looked'][] {
  if (looked.kind === 'target') return own.has(looked.target) ? [looked] : [];
  return [...own.values()]
    .filter(({ sector }) => looked.sector === null || looked.sector === sector)
    .map((target) => ({ ...target, ...levelsAt(versionsOf(target.id), at) }))
    .filter((then) => isAuditedView(viewer, then))
    .map((then) => ({ kind: 'list', ...lookedSiteOf(viewer, then) }));
}

/** Nothing where no version says how it was. */
function levelsAt(versions: ReturnType<VersionsOf>, at: number): Partial<SharingLevels> {
  const then = versions.findLast((version) => version.at <= at);
  return then === undefined ? {} : { consent: then.consent, secretariatSees: then.secretariatSees };
}
