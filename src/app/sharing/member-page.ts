import type { MemberPageDto, MemberSiteDto } from '../../board/dto/member.ts';
import type { SharedIncidentDto } from '../../board/dto/shared.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import type { Dated } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { actionRightOf } from '../../share/rules/action-right.ts';
import { readRightOf } from '../../share/rules/read-right.ts';
import type { NoticePlace } from '../notices/notice-places.ts';
import { PAST_MS } from '../past/release-history.ts';
import type { MemberChoices } from './member-choices.ts';
import { contactListOf, contactsOf, type MemberContactsParts } from './member-contacts.ts';
import { worksOf } from './member-works.ts';
import { viewerDtoOf } from './reader.ts';
import { sharedCouncilOf } from './shared-page.ts';
import { siteStateOf } from './shared-site.ts';
import type { SharedViews } from './shared-views.ts';
import { siteLoadOf } from './site-load.ts';
import type { StatementBook } from './statement-book.ts';
import type { Look } from './told-incidents.ts';
import { memberStatementOf } from './told-statements.ts';

export interface MemberPagesParts extends MemberContactsParts {
  readonly shared: Pick<SharedViews, 'look' | 'troubles'>;
  readonly choices: Pick<MemberChoices, 'madeOf'>;
  /** Consents as the files have them; null = it is in none. */
  readonly fileOf: (target: string) => MemberSiteDto['levels'] | null;
  readonly samples: Pick<SampleStore, 'samples'>;
  readonly statements: Pick<StatementBook, 'of'>;
}

/**
 * A member for itself and for whoever acts on its behalf, not yet sealed; null where the viewer is nobody of
 * these, or sees none of its sites, or there is no such member. Rejects with `store_unavailable`.
 */
export async function memberPageOf(
  parts: MemberPagesParts,
  viewer: Viewer,
  id: string,
): Promise<Dated<MemberPageDto> | null> {
  const look = parts.shared.look(viewer);
  const { places } = look.reader;
  const own = places.ofMember.get(id) ?? [];
  const [first] = own;
  if (first === undefined) return null;
  const { member, sector } = first;
  const concern = { kind: 'member', member: id, sector: sector.id } as const;
  const right = actionRightOf(viewer, 'consent', concern);
  const known = own.filter(({ shared }) => readRightOf(viewer, shared) !== 'nothing');
  if ((right !== 'allowed' && right !== 'by_request') || known.length === 0) return null;
  const ids = known.map(({ target }) => target.id);
  const troubles = await parts.shared.troubles(viewer, ids);
  const sites = await Promise.all(known.map((place) => siteOf(parts, { look, place, troubles })));
  const { now, minute, drill } = look.sources;
  const data: MemberPageDto = {
    council: sharedCouncilOf(places.config, minute, drill),
    viewer: viewerDtoOf(viewer, places),
    member: { id, name: member.name },
    sector: { id: sector.id, name: sector.name },
    right,
    sites,
    contacts: contactsOf(parts, places.config, first),
    contactList: contactListOf(parts, first.member),
    maintenance: worksOf(places.config, known, now),
  };
  return { asOf: now, data };
}

interface SiteParts {
  readonly look: Look;
  readonly place: NoticePlace;
  readonly troubles: readonly SharedIncidentDto[];
}

async function siteOf(
  { choices, fileOf, samples, statements }: MemberPagesParts,
  { look: { reader, sources }, place: { target, shared }, troubles }: SiteParts,
): Promise<MemberSiteDto> {
  const { judgement, since } = siteStateOf(target.id, sources);
  const { consent, secretariatSees } = target;
  const versions = choices.madeOf(target.id);
  const isDetail = readRightOf(reader.viewer, shared) === 'detail';
  const { namedSince = Infinity, detailSince = Infinity } = reader.sites.of(target.id) ?? {};
  return {
    ...{ target: target.id, judgement, levels: { consent, secretariatSees } },
    since: since && Math.max(since, namedSince),
    owner: versions.length === 0 ? 'file' : 'member',
    file: fileOf(target.id) ?? { consent, secretariatSees },
    versions: versions.toReversed().map(({ target: _, file: _file, ...version }) => version),
    troubles: troubles.flatMap(({ sites: [site] }) => {
      if (site?.target !== target.id) return [];
      return [{ from: site.from, to: site.to, judgement: site.judgement }];
    }),
    statements: statements
      .of(target.id)
      .filter(({ until, at }) => until > sources.now - PAST_MS && at >= namedSince)
      .map(memberStatementOf)
      .reverse(),
    detail: isDetail
      ? {
          url: target.url,
          isStopped: sources.live.stopped.has(target.id),
          load: await siteLoadOf(samples, target.id, { since: detailSince, to: sources.now }),
        }
      : null,
  };
}
