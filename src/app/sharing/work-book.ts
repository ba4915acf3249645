import { InTurn } from '../../core/in-turn.ts';
import type { MemberRefusal } from '../../core/ports/member-acts.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import type { PlannedWork } from '../../core/words/planned-work.ts';

/** Work that is over is of use for what waits to be told and shipped so long, ms. */
const KEPT_MS = 35 * 86_400_000;

/** What members planned themselves; kept in the store before it holds, and held here. */
export class WorkBook {
  readonly #store: Pick<SaidStore, 'keepStep'>;
  readonly #turn = new InTurn();
  #works: readonly PlannedWork[];

  /** Rejects with `store_unavailable`. */
  static async open(store: SaidStore, now: number): Promise<WorkBook> {
    return new WorkBook(store, await store.works(now - KEPT_MS));
  }

  private constructor(store: Pick<SaidStore, 'keepStep'>, works: readonly PlannedWork[]) {
    this.#store = store;
    this.#works = works;
  }

  /** In the order in which they were planned, also those that are over; another object when it has changed. */
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
      await this.#store.keepStep({ works: [work], audit: [audit] });
      const isKnown = this.#works.some(({ id }) => id === work.id);
      this.#works = isKnown
        ? this.#works.map((each) => (each.id === work.id ? work : each))
        : [...this.#works, work];
      return null;
    });
  }
}
