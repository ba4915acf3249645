import { AppError } from '../../core/errors.ts';
import type {
  IncidentQuery,
  JudgementStore,
  JudgingStep,
  SeriesSnapshot,
} from '../../core/ports/judgement-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import { INCIDENTS_AT_ONCE } from '../incident-text.ts';

export class MemoryJudgements implements JudgementStore {
  /** In the order in which they were opened. */
  readonly #incidents = new Map<string, Incident>();
  readonly #series = new Map<string, SeriesSnapshot>();
  #memory: string | null = null;
  #isClosed = false;

  async keepStep({ incidents, memory }: JudgingStep): Promise<void> {
    this.#check();
    for (const incident of incidents) this.#incidents.set(incident.id, incident);
    this.#memory = memory ?? this.#memory;
  }

  async keepSeries(snapshots: readonly SeriesSnapshot[]): Promise<void> {
    this.#check();
    for (const snapshot of snapshots) this.#series.set(snapshot.series, snapshot);
  }

  async incidents(query: IncidentQuery = {}): Promise<readonly Incident[]> {
    this.#check();
    const { target, open = false, before, limit = INCIDENTS_AT_ONCE } = query;
    const { endedSince, mergedInto, patternsAnd } = query;
    const named = patternsAnd && new Set(patternsAnd);
    const all = [...this.#incidents.values()];
    const known = before === undefined ? all.length : all.findIndex(({ id }) => id === before);
    return all
      .slice(0, Math.max(0, known))
      .filter(({ endedAt }) => endedAt === null || (!open && endedAt >= (endedSince ?? endedAt)))
      .filter((incident) => mergedInto === undefined || incident.mergedInto === mergedInto)
      .filter(
        ({ targets }) => target === undefined || targets.some((each) => each.target === target),
      )
      .filter(
        ({ pattern, targets }) =>
          !named || pattern !== 'single' || targets.some(({ target: id }) => named.has(id)),
      )
      .reverse()
      .slice(0, limit);
  }

  async incident(id: string): Promise<Incident | null> {
    this.#check();
    return this.#incidents.get(id) ?? null;
  }

  async memory(): Promise<string | null> {
    this.#check();
    return this.#memory;
  }

  async series(): Promise<readonly SeriesSnapshot[]> {
    this.#check();
    return [...this.#series.values()].sort((a, b) => (a.series < b.series ? -1 : 1));
  }

  close(): void {
    this.#isClosed = true;
  }

  #check(): void {
    if (this.#isClosed) throw new AppError('store_unavailable', 'the store is closed');
  }
}
