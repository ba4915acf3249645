import type { ActOutcome, SiteDesk } from '../../board/acts/act-desk.ts';
import type { ProposedDto, SiteActsDto } from '../../board/dto/acts.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { Office } from '../../core/words/account.ts';
import type { StoppedTarget } from '../../core/words/audit.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { type ActionRight, actionRightOf } from '../../share/rules/action-right.ts';
import { isNamedTo } from '../../share/rules/read-right.ts';
import type { Gate } from '../../share/seal.ts';
import { type StopParts, takeStop } from '../control/take-stop.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import { ALREADY_PROPOSED, ALREADY_STOPPED, NOT_STOPPED } from './act-texts.ts';
import type { Proposal, Proposals } from './proposals.ts';

export interface SiteActsParts extends StopParts {
  readonly shared: Pick<SharedViews, 'targetOf'>;
  readonly gate: Gate;
  readonly proposals: Proposals;
  /** Whose an account is, by its name; null = it is none, as `operator`. */
  readonly officeOf: (account: string) => Office | null;
}

/** Ending the measuring of a site, and taking it up again, by the action table. */
export class SiteActs implements SiteDesk {
  readonly #parts: SiteActsParts;

  constructor(parts: SiteActsParts) {
    this.#parts = parts;
  }

  async rights(viewer: Viewer, id: string): Promise<Marked<SiteActsDto> | null> {
    const { shared, council, gate, clock, proposals } = this.#parts;
    const target = shared.targetOf(id);
    const right = this.#rightOn(viewer, id);
    if (target === null || right === null) return null;
    const stopped = council.stopped.get(id) ?? null;
    const isConcerned = viewer.kind === 'operator' || right === 'proposal';
    const found = isConcerned ? await proposals.find('stop', id) : null;
    const data = {
      mayStop: stopped === null && right === 'allowed',
      mayResume: stopped !== null && this.#mayResume(viewer, right, stopped),
      mayPropose: stopped === null && right === 'proposal' && found === null,
      proposed: found && proposedOf(found),
    };
    return gate.seal(viewer, { kind: 'site_acts', target }, { asOf: clock.now(), data });
  }

  /** Rejects with `store_unavailable`. */
  async stop({ viewer, name }: Actor, target: string, reason: string): Promise<ActOutcome> {
    if (this.#rightOn(viewer, target) !== 'allowed') return { kind: 'denied' };
    const order = { action: 'stop', target, reason, actor: name } as const;
    const outcome = await takeStop(order, this.#parts);
    if (outcome.kind === 'stopped') return { kind: 'done' };
    return { kind: 'refused', text: ALREADY_STOPPED };
  }

  /** Rejects with `store_unavailable`. */
  async resume({ viewer, name }: Actor, target: string, reason: string): Promise<ActOutcome> {
    const right = this.#rightOn(viewer, target);
    if (right !== 'allowed') return { kind: 'denied' };
    const stopped = this.#parts.council.stopped.get(target) ?? null;
    if (stopped === null) return { kind: 'refused', text: NOT_STOPPED };
    if (!this.#mayResume(viewer, right, stopped)) return { kind: 'denied' };
    const order = { action: 'resume', target, reason, actor: name } as const;
    const outcome = await takeStop(order, this.#parts);
    return outcome.kind === 'resumed' ? { kind: 'done' } : { kind: 'refused', text: NOT_STOPPED };
  }

  /** Rejects with `store_unavailable`. */
  async propose({ viewer, name }: Actor, target: string, reason: string): Promise<ActOutcome> {
    const { council, proposals } = this.#parts;
    if (this.#rightOn(viewer, target) !== 'proposal') return { kind: 'denied' };
    if (council.stopped.has(target)) return { kind: 'refused', text: ALREADY_STOPPED };
    if ((await proposals.find('stop', target)) !== null) {
      return { kind: 'refused', text: ALREADY_PROPOSED };
    }
    await proposals.propose({ kind: 'stop', subject: target, reason, actor: name });
    return { kind: 'done' };
  }

  /** null where he may not know it by name, or there is none. */
  #rightOn(viewer: Viewer, id: string): ActionRight | null {
    const target = this.#parts.shared.targetOf(id);
    if (target === null || !isNamedTo(viewer, target)) return null;
    const { member, sector } = target;
    return actionRightOf(viewer, 'stop', { kind: 'member', member, sector });
  }

  /** The operator anything; a member what accounts of its own stopped. */
  #mayResume(viewer: Viewer, right: ActionRight, { actor }: StoppedTarget): boolean {
    if (right !== 'allowed') return false;
    if (viewer.kind === 'operator') return true;
    const office = this.#parts.officeOf(actor);
    return viewer.kind === 'member' && office?.kind === 'member' && office.member === viewer.member;
  }
}

/** A proposal as it is shown where it is about. */
export function proposedOf({ at, actor, reason }: Proposal): ProposedDto {
  return { at, by: actor, reason };
}
