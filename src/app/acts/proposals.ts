import { InTurn } from '../../core/in-turn.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { AuditLine } from '../../core/words/audit.ts';
import type { AuditAction } from '../../core/words/audit-action.ts';

/** What somebody asks the operator to do: to stop a site, to enrol one, or to hold a drill. */
export interface Proposal {
  /** Of its line in the audit. */
  readonly seq: number;
  readonly kind: ProposalKind;
  /** Id of the target, of the member whose site is to be enrolled, or of the scenario. */
  readonly subject: string;
  /** Of the site that is to be enrolled; else null. */
  readonly url: string | null;
  readonly reason: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
}

export type ProposalKind = 'stop' | 'enrol' | 'drill';

const PROPOSED = {
  stop: 'stop.proposed',
  enrol: 'enrol.proposed',
  drill: 'drill.proposed',
} as const satisfies Readonly<Record<ProposalKind, AuditAction>>;
const DECLINED = 'proposal.declined';
const ACCEPTED = 'proposal.accepted';
const LINES_AT_ONCE = 1000;

/**
 * Proposals that the operator has not answered. They are kept by their lines in the audit alone: what was
 * proposed, and what came of it, cannot differ from what the audit says. A stop of the site by whomever
 * answers a proposal to stop it.
 */
export class Proposals {
  readonly #state: Pick<StateStore, 'auditLines' | 'appendAudit'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #open = new Map<number, Proposal>();
  readonly #turns = new InTurn();
  #after = 0;

  constructor(state: Pick<StateStore, 'auditLines' | 'appendAudit'>, clock: Pick<Clock, 'now'>) {
    this.#state = state;
    this.#clock = clock;
  }

  /** The oldest first. Rejects with `store_unavailable`. */
  async open(): Promise<readonly Proposal[]> {
    return await this.#turns.run(async () => {
      for (;;) {
        const lines = await this.#state.auditLines({ after: this.#after, limit: LINES_AT_ONCE });
        for (const line of lines) this.#take(line);
        if (lines.length < LINES_AT_ONCE) return [...this.#open.values()];
      }
    });
  }

  /** null = nobody asks for it. Rejects with `store_unavailable`. */
  async find(kind: ProposalKind, subject: string): Promise<Proposal | null> {
    const open = await this.open();
    return open.find((each) => each.kind === kind && each.subject === subject) ?? null;
  }

  /** Resolves after it is kept; rejects with `store_unavailable`. */
  async propose(asked: Asked): Promise<void> {
    const { kind, subject, url = null, reason, actor } = asked;
    const at = this.#clock.now();
    const detail = url === null ? reason : `${url} ${reason}`;
    await this.#state.appendAudit({ at, actor, action: PROPOSED[kind], subject, detail });
  }

  /** Resolves after it is kept; rejects with `store_unavailable`. */
  async answer(
    seq: number,
    answer: {
      readonly isAccepted: boolean;
      readonly reason: string | null;
      readonly actor: string;
    },
  ): Promise<void> {
    const { isAccepted, reason, actor } = answer;
    const action = isAccepted ? ACCEPTED : DECLINED;
    const at = this.#clock.now();
    await this.#state.appendAudit({ at, actor, action, subject: String(seq), detail: reason });
  }

  #take({ seq, at, actor, action, subject, detail }: AuditLine): void {
    this.#after = seq;
    const kind = KINDS.find((each) => PROPOSED[each] === action);
    if (kind !== undefined && subject !== null) {
      const said = kind === 'enrol' ? siteIn(detail ?? '') : { url: null, reason: detail ?? '' };
      this.#open.set(seq, { seq, kind, subject, ...said, at, actor });
    } else if (action === DECLINED || action === ACCEPTED) {
      this.#open.delete(Number(subject));
    } else if (action === 'target.stopped') {
      for (const each of this.#open.values()) {
        if (each.kind === 'stop' && each.subject === subject) this.#open.delete(each.seq);
      }
    }
  }
}

const KINDS: readonly ProposalKind[] = ['stop', 'enrol', 'drill'];

interface Asked extends Pick<Proposal, 'kind' | 'subject' | 'reason' | 'actor'> {
  readonly url?: string;
}

/** A URL, in which no space is, and what is said of it. */
function siteIn(detail: string): Pick<Proposal, 'url' | 'reason'> {
  const [url = ''] = detail.split(' ', 1);
  return { url, reason: detail.slice(url.length + 1) };
}
