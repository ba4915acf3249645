import type { SharedIncidentDto } from '../../board/dto/shared.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import { PAST_MS } from '../past/release-history.ts';
import type { Reader } from './reader.ts';
import { type ToldIncident, toldIncidentsOf } from './shared-incidents.ts';
import type { PageSources } from './shared-page.ts';

const TOLD_AT_MOST = 1000;
/** Incidents read from the store at once, and how often, for what is kept and not told is in between. */
const READ_AT_ONCE = 1000;
const MOST_READS = 20;

/** A reader with what there is to tell him at a moment. */
export interface Look {
  readonly reader: Reader;
  readonly sources: PageSources;
}

/** Of the incidents that are kept, what each reader may know. Everything rejects with `store_unavailable`. */
export class ToldIncidents {
  readonly #store: Pick<JudgementStore, 'incidents'>;

  constructor(store: Pick<JudgementStore, 'incidents'>) {
    this.#store = store;
  }

  /** Those of 30 days, the newest first; of single sites those of `targets` alone, default all. */
  async told(
    { reader, sources }: Look,
    targets: readonly string[] = targetsOf(reader),
  ): Promise<readonly ToldIncident[]> {
    const kept = await this.#kept(targets, sources.now - PAST_MS);
    return toldOf(kept, { reader, sources }).slice(0, TOLD_AT_MOST);
  }

  /** All that went on since then, epoch ms, of those that are told at all, and what is behind them. */
  async since(
    look: Look,
    since: number,
  ): Promise<{ readonly told: readonly SharedIncidentDto[]; readonly kept: readonly Incident[] }> {
    const { reader, sources } = look;
    const kept = await this.#kept(targetsOf(reader), Math.max(since, sources.now - PAST_MS));
    return { told: toldOf(kept, look).map(({ shared }) => shared), kept };
  }

  /** All of them: where reading ended must not tell how many there are that are not told. */
  async #kept(targets: readonly string[], endedSince: number): Promise<readonly Incident[]> {
    const query = { patternsAnd: targets, endedSince, limit: READ_AT_ONCE };
    const kept: Incident[] = [];
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      const last = kept.at(-1);
      const before = last === undefined ? {} : { before: last.id };
      const read = await this.#store.incidents({ ...query, ...before });
      kept.push(...read);
      if (read.length < READ_AT_ONCE) break;
    }
    return kept;
  }
}

function toldOf(kept: readonly Incident[], { reader, sources }: Look): ToldIncident[] {
  return toldIncidentsOf(kept, reader, sources.minute);
}

function targetsOf({ sites }: Reader): readonly string[] {
  return sites.all.map(({ place }) => place.target.id);
}
