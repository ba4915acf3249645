import { randomUUID } from 'node:crypto';
import type { ActOutcome, TaskDesk } from '../../board/acts/act-desk.ts';
import type { ProposalDto, UndeliveredDto, WaitingDto } from '../../board/dto/acts.ts';
import { shownContact } from '../../board/views/decisions.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { NoticeStore, OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Text } from '../../core/words/language.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { type Action, actionRightOf } from '../../share/rules/action-right.ts';
import type { Gate } from '../../share/seal.ts';
import type { CouncilNoticeDesk } from '../notices/notice-desk.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import { NOT_DEAD } from './act-texts.ts';
import { findIncident, type IncidentFinder } from './found-incident.ts';
import { outcomeOf } from './order-outcome.ts';
import type { Proposal, Proposals } from './proposals.ts';

export interface TaskActsParts extends IncidentFinder {
  readonly shared: Pick<SharedViews, 'toldIncidents' | 'places' | 'council'>;
  readonly notices: Pick<CouncilNoticeDesk, 'take' | 'recipient'>;
  readonly outbox: Pick<NoticeStore, 'outbox'>;
  readonly proposals: Proposals;
  /** Of a scenario; null = there is none. */
  readonly drillTitle: (scenario: string) => Promise<Text | null>;
  readonly gate: Gate;
  readonly clock: Pick<Clock, 'now'>;
}

/** Notices listed that were given up. */
const LISTED_AT_MOST = 100;
const DENIED: ActOutcome = { kind: 'denied' };

/** What waits for the operator, and what he alone does about notices, by the action table. */
export class TaskActs implements TaskDesk {
  readonly #parts: TaskActsParts;

  constructor(parts: TaskActsParts) {
    this.#parts = parts;
  }

  async tasks(viewer: Viewer): Promise<Marked<WaitingDto> | null> {
    if (viewer.kind !== 'operator') return null;
    const { gate, clock, outbox, proposals, shared } = this.#parts;
    const dead = await outbox.outbox({ state: 'dead', limit: LISTED_AT_MOST });
    const open = (await proposals.open()).filter((each) => !this.#isEnrolled(each));
    const data = {
      proposals: await Promise.all(open.map((each) => this.#proposalOf(each))),
      undelivered: dead.map((entry) => this.#undeliveredOf(entry)),
      council: shared.council,
    };
    const of = [{ kind: 'operator' }] as const;
    return gate.seal(viewer, { kind: 'messages', of }, { asOf: clock.now(), data });
  }

  async decline({ viewer, name }: Actor, seq: number, reason: string): Promise<ActOutcome> {
    const { proposals } = this.#parts;
    if (viewer.kind !== 'operator') return DENIED;
    const open = await proposals.open();
    if (!open.some((each) => each.seq === seq)) return DENIED;
    await proposals.answer(seq, { isAccepted: false, reason, actor: name });
    return { kind: 'done' };
  }

  async resend({ viewer, name }: Actor, seq: number): Promise<ActOutcome> {
    if (!may(viewer, 'resend')) return DENIED;
    const { outbox, notices, clock } = this.#parts;
    const [entry] = await outbox.outbox({ before: seq + 1, limit: 1 });
    if (entry?.seq !== seq) return DENIED;
    if (entry.state !== 'dead') return { kind: 'refused', text: NOT_DEAD };
    const order = { action: 'notice-resend', seq, at: clock.now(), actor: name } as const;
    return outcomeOf(await notices.take(randomUUID(), order, viewer));
  }

  async correct({ viewer, name }: Actor, id: string, text: Text): Promise<ActOutcome> {
    if (!may(viewer, 'correct')) return DENIED;
    const { notices, clock } = this.#parts;
    const found = await findIncident(viewer, id, this.#parts);
    if (found === null) return DENIED;
    const asked = { incident: found.own.id, text: { ...text }, at: clock.now(), actor: name };
    const order = { action: 'notice-correct', ...asked } as const;
    return outcomeOf(await notices.take(randomUUID(), order, viewer));
  }

  async #proposalOf(proposal: Proposal): Promise<ProposalDto> {
    const { seq, kind, subject, url, reason, at, actor } = proposal;
    const name = await this.#nameOf(kind, subject);
    return { id: seq, kind, subject, url, name, reason, at, by: actor };
  }

  async #nameOf(kind: Proposal['kind'], subject: string): Promise<Text | null> {
    const { shared, drillTitle } = this.#parts;
    if (kind === 'drill') return await drillTitle(subject);
    const { targets, sectors } = shared.places;
    if (kind === 'stop') return targets.get(subject)?.member.name ?? null;
    const members = [...sectors.values()].flatMap((sector) => sector.members);
    return members.find(({ id }) => id === subject)?.name ?? null;
  }

  /** The operator did it: the member has a site of that URL by now. */
  #isEnrolled({ kind, subject, url }: Proposal): boolean {
    const own = this.#parts.shared.places.ofMember.get(subject) ?? [];
    return kind === 'enrol' && own.some(({ target }) => target.url === url);
  }

  #undeliveredOf({ seq, notice, to, lastError }: OutboxEntry): UndeliveredDto {
    return {
      ...{ seq, recipient: notice.recipientName, kind: notice.kind },
      contact: shownContact(`${to.kind}:${to.to}`),
      ...{ reference: notice.reference, at: notice.at, error: lastError },
    };
  }
}

/** What is the operator's whomever it concerns. */
function may(viewer: Viewer, action: Action): boolean {
  return actionRightOf(viewer, action, { kind: 'council' }) === 'allowed';
}
