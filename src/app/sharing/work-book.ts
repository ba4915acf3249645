import { InTurn } from '../../core/in-turn.ts';
import type { MemberRefusal } from '../../core/ports/member-acts.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import { type PlannedWork, stretchOfWork } from '../../core/words/planned-work.ts';

/** Work that is over is of use for what waits to be told, shipped and judged again so long, ms. */
const KEPT_MS = 35 * 86_400_000;

/**
 * What members planned themselves; kept in the store before it holds, and held here. What was taken back
 * before it began, and what is over for so long, is forgotten with the next change: the audit has it.
 */
export class WorkBook {
  readonly #store: Pick<SaidStore, 'keepStep'>;
  readonly #turn = new InTurn();
  #works: readonly PlannedWork[];
  /** Ids of those that are in the store alone, and of no use. */
  #forgotten: readonly string[];

  /** Rejects with `store_unavailable`. */
  static async open(store: SaidStore, now: number): Promise<WorkBook> {
    return new WorkBook(store, await store.works(0), now);
  }

  private constructor(
    store: Pick<SaidStore, 'keepStep'>,
    kept: readonly PlannedWork[],
    now: number,
  ) {
    this.#store = store;
    this.#works = kept.filter((work) => isOfUse(work, now));
    this.#forgotten = kept.filter((work) => !isOfUse(work, now)).map(({ id }) => id);
  }

  /** In the order in which they were planned, also those that are over of late; another object when it has changed. */
  get all(): readonly PlannedWork[] {
    return this.#works;
  }

  byId(id: string): PlannedWork | null {
    return this.#works.find((work) => work.id === id) ?? null;
  }

  /**
   * Keeps what `make` makes of what is held when its turn comes; null = it is kept. Rejects with
   * `store_unavailable`.
   */
  async keep(
    make: () => { readonly work: PlannedWork; readonly audit: AuditEntry } | MemberRefusal,
  ): Promise<MemberRefusal | null> {
    return await this.#turn.run(async () => {
      const made = make();
      if (typeof made === 'string') return made;
      const { work, audit } = made;
      const held = this.#works.filter((each) => isOfUse(each, audit.at));
      const gone = this.#works.filter((each) => !held.includes(each)).map(({ id }) => id);
      const droppedWorks = [...this.#forgotten, ...gone].filter((id) => id !== work.id);
      await this.#store.keepStep({ works: [work], droppedWorks, audit: [audit] });
      this.#forgotten = [];
      const isKnown = held.some(({ id }) => id === work.id);
      this.#works = isKnown
        ? held.map((each) => (each.id === work.id ? work : each))
        : [...held, work];
      return null;
    });
  }
}

function isOfUse(work: PlannedWork, now: number): boolean {
  return (stretchOfWork(work)?.to ?? Number.NEGATIVE_INFINITY) > now - KEPT_MS;
}
