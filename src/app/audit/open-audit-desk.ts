import type { AuditDesk, AuditQuery, LookedAt } from '../../board/audit/audit-desk.ts';
import { background } from '../../core/background.ts';
import type { Config } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Log } from '../../core/ports/log.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { AuditLine, AuditSearch } from '../../core/words/audit.ts';
import type { Looker } from '../../core/words/look.ts';
import type { DrillMark } from '../../core/words/scenario.ts';
import { createGate } from '../../share/seal.ts';
import { CouncilOffices } from '../accounts/offices-of.ts';
import type { VersionsOf } from '../notices/told-since.ts';
import { plainCouncilOf } from '../sharing/plain-council.ts';
import { AuditedLooks } from './audited-looks.ts';
import { allLines, ChainCheck } from './chain-check.ts';
import { memberLooks } from './member-looks.ts';
import { searchBack } from './search-back.ts';
import { SharedCouncil } from './shared-council.ts';

const LINES_A_PAGE = 100;

export interface AuditDeskParts {
  readonly state: Pick<StateStore, 'appendAudit' | 'auditLines' | 'searchAudit'>;
  readonly judgements: Pick<JudgementStore, 'incident'>;
  /** The council that holds at the moment of the call. */
  readonly today: () => Config;
  /** null = no drill. */
  readonly drill: DrillMark | null;
  /** Absent = all is as the files have it. */
  readonly versionsOf?: VersionsOf;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * The audit for the board, with the gate before it. The whole is the operator's; a member is told who
 * saw its own sites. When `starting` ends, what was looked at is written.
 */
export function openAuditDesk(parts: AuditDeskParts, starting: AsyncDisposableStack): AuditDesk {
  const { state, today, drill, versionsOf = () => [], clock, log } = parts;
  const gate = createGate();
  const shared = new SharedCouncil(today);
  const offices = new CouncilOffices(today);
  const looks = new AuditedLooks({ state, council: shared, clock, log });
  starting.defer(() => looks.close());
  const chain = new ChainCheck(state, clock);
  const council = () => plainCouncilOf(today(), drill);
  return {
    looked(looker, at) {
      if (at.kind === 'member') {
        const own = shared.ofMember(at.member);
        for (const { id } of own) looks.look(looker, { kind: 'target', target: id });
        return;
      }
      if (at.kind !== 'incident') return looks.look(looker, at);
      const looking = lookAtIncident({ ...parts, council: shared, looks }, looker, at.incident);
      background(looking, 'write a look at an incident into the audit', log);
    },
    async page(viewer, query, before) {
      if (viewer.kind !== 'operator') return null;
      const asked = { ...searchOf(query), before };
      const { lines, next } = await searchBack(state, asked, LINES_A_PAGE);
      const data = { lines, next, council: council() };
      return gate.seal(viewer, { kind: 'audit' }, { asOf: clock.now(), data });
    },
    async chain(viewer) {
      if (viewer.kind !== 'operator') return null;
      const { checkedAt, end, broken } = await chain.check();
      const { seq: lines, hash } = end;
      const data = { checkedAt, lines, hash, broken };
      return gate.seal(viewer, { kind: 'audit' }, { asOf: clock.now(), data });
    },
    lines(viewer, query) {
      const data = passing(allLines(state), query);
      return gate.seal(viewer, { kind: 'audit' }, { asOf: clock.now(), data });
    },
    async looks(viewer) {
      if (viewer.kind !== 'member') return null;
      const now = clock.now();
      const told = await memberLooks(viewer, {
        ...{ state, council: shared, versionsOf, offices, now },
      });
      const data = { ...told, council: council() };
      const item = { kind: 'own_looks', member: viewer.member } as const;
      return gate.seal(viewer, item, { asOf: now, data });
    },
  };
}

function searchOf(query: AuditQuery): Omit<AuditSearch, 'before' | 'span' | 'limit'> {
  const { actor, action, subject, from, to } = query;
  return {
    actor,
    actions: action === null ? null : [action],
    subjects: subject === null ? null : [subject],
    from: from ?? 0,
    to: to ?? Number.MAX_SAFE_INTEGER,
  };
}

/** Lines that the query lets through, in blocks that are not empty. */
async function* passing(
  blocks: AsyncIterable<readonly AuditLine[]>,
  query: AuditQuery,
): AsyncGenerator<readonly AuditLine[]> {
  const { actor, action, subject } = query;
  const { from, to } = searchOf(query);
  for await (const lines of blocks) {
    const passed = lines.filter(
      (line) =>
        line.at >= from &&
        line.at < to &&
        (actor === null || line.actor === actor) &&
        (action === null || line.action === action) &&
        (subject === null || line.subject === subject),
    );
    if (passed.length > 0) yield passed;
  }
}

type IncidentParts = Pick<AuditDeskParts, 'judgements'> & {
  readonly council: SharedCouncil;
  readonly looks: AuditedLooks;
};

/** One of a site alone is a look at the site; of several it is one at the list of incidents. */
async function lookAtIncident(
  { judgements, council, looks }: IncidentParts,
  looker: Looker,
  id: string,
): Promise<void> {
  looks.look(looker, (await siteOfIncident({ judgements, council }, id)) ?? COUNCIL_LIST);
}

const COUNCIL_LIST = { kind: 'list', sector: null } as const satisfies LookedAt;

/** Those who share know an incident of one site by the site and when it began. */
async function siteOfIncident(
  { judgements, council }: Pick<IncidentParts, 'judgements' | 'council'>,
  id: string,
) {
  const named = council.target(id.replace(/-\d+$/, ''));
  if (named !== null) return { kind: 'target', target: named.id } as const;
  const [first, ...others] = (await judgements.incident(id))?.targets ?? [];
  return first === undefined || others.length > 0
    ? null
    : ({ kind: 'target', target: first.target } as const);
}
