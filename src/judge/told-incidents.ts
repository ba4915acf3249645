import type { Incident } from '../core/words/incident.ts';
import type { Text } from '../core/words/language.ts';

/** An incident with what was given as its reason. */
export interface ToldIncident {
  /** As it was last. */
  readonly incident: Incident;
  /** Of a site what was said of it when it was opened, of a pattern its newest evidence. */
  readonly why: Text;
}

/** The incidents of a replay that were said in its range, as they became. */
export class ToldIncidents {
  readonly #from: number;
  /** By id, in the order in which they were opened. */
  readonly #told = new Map<string, ToldIncident>();
  readonly #openBefore = new Set<string>();

  /** What was said first before `from`, epoch ms, is not told. */
  constructor(from: number) {
    this.#from = from;
  }

  /** Said before the range and not over when it began. */
  get openBefore(): number {
    return this.#openBefore.size;
  }

  /** In the order in which they were said. */
  all(): readonly ToldIncident[] {
    return [...this.#told.values()];
  }

  /** `whyOf`: what is said of a site just now. */
  take(incident: Incident, whyOf: (target: string) => Text | null): void {
    const { id, openedAt, endedAt } = incident;
    if (openedAt < this.#from) {
      if (endedAt === null || endedAt >= this.#from) this.#openBefore.add(id);
      else this.#openBefore.delete(id);
      return;
    }
    this.#told.set(id, { incident, why: this.#whyOf(incident, whyOf) });
  }

  #whyOf({ id, subject, evidence, timeline }: Incident, whyOf: (target: string) => Text | null) {
    const said = this.#told.get(id)?.why;
    const first = timeline[0]?.text ?? { ja: '', en: '' };
    if (subject.kind === 'target') return said ?? whyOf(subject.target) ?? first;
    return evidence.at(-1)?.text ?? said ?? first;
  }
}
