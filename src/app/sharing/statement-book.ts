import { InTurn } from '../../core/in-turn.ts';
import type { MemberRefusal } from '../../core/ports/member-acts.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import type { Statement } from '../../core/words/statement.ts';

/** So long after its end a statement is still shown with what it was about, ms. */
const KEPT_MS = 400 * 86_400_000;

/** What members said of judgements; kept in the store before it is shown, and held here. */
export class StatementBook {
  readonly #store: Pick<SaidStore, 'keepStep'>;
  readonly #byTarget = new Map<string, readonly Statement[]>();
  readonly #byId = new Map<string, Statement>();
  readonly #turn = new InTurn();

  /** Rejects with `store_unavailable`. */
  static async open(store: SaidStore, now: number): Promise<StatementBook> {
    const book = new StatementBook(store);
    for (const statement of await store.statements(now - KEPT_MS)) book.#hold(statement);
    return book;
  }

  private constructor(store: Pick<SaidStore, 'keepStep'>) {
    this.#store = store;
  }

  /** In the order in which they were made, also those that are over. */
  of(target: string): readonly Statement[] {
    return this.#byTarget.get(target) ?? [];
  }

  /** Every one, also those that are over. */
  all(): readonly Statement[] {
    return [...this.#byId.values()];
  }

  byId(id: string): Statement | null {
    return this.#byId.get(id) ?? null;
  }

  /**
   * Keeps what `make` makes of what is held when its turn comes; null = it is kept. Rejects with
   * `store_unavailable`.
   */
  async keep(
    make: () => { readonly statement: Statement; readonly audit: AuditEntry } | MemberRefusal,
  ): Promise<MemberRefusal | null> {
    return await this.#turn.run(async () => {
      const made = make();
      if (typeof made === 'string') return made;
      const { statement, audit } = made;
      await this.#store.keepStep({ statements: [statement], audit: [audit] });
      this.#hold(statement);
      return null;
    });
  }

  #hold(statement: Statement): void {
    const { id, target } = statement;
    const others = this.of(target).filter((each) => each.id !== id);
    const all = [...others, statement].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    this.#byTarget.set(target, all);
    this.#byId.set(id, statement);
  }
}
