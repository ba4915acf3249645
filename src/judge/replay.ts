import type { FactsBook } from '../core/ports/facts-book.ts';
import type { MaintenanceOf } from '../core/words/maintenance.ts';
import type { Sample } from '../core/words/sample.ts';
import { CouncilJudging } from './council-judging.ts';
import { CouncilStep } from './council-step.ts';
import { doubtedSample } from './doubted-sample.ts';
import type { JudgedCouncil } from './judged-council.ts';
import { EMPTY_MEMORY } from './judging-memory.ts';
import { SeriesStates } from './series-states.ts';
import { worstOf } from './target-views.ts';
import { type ToldIncident, ToldIncidents } from './told-incidents.ts';
import { type ToldStretch, ToldStretches } from './told-stretches.ts';

/** What is in force from a moment on. */
export interface ReplayedCouncil {
  readonly council: JudgedCouncil;
  readonly maintenanceOf: MaintenanceOf;
  readonly facts: FactsBook;
}

/** What the rules would have said. */
export interface ReplayResult {
  /** Those said in the range, in the order in which they were said. */
  readonly incidents: readonly ToldIncident[];
  /** Incidents said before the range that were not over when it began. */
  readonly openBefore: number;
  readonly stretches: readonly ToldStretch[];
  /** Samples of the range that were judged, of either attempt. */
  readonly samples: number;
}

/** After so long without a sample no service was there to look, ms. */
const SILENT_MS = 600_000;

/**
 * Judges samples of the past as the service would have, by {@link CouncilJudging}, in the time of the
 * samples. All of it teaches; only what was said in [from, to) is told. The same samples and councils
 * give the same result.
 */
export class Replay {
  readonly #judging: CouncilJudging;
  readonly #from: number;
  readonly #incidents: ToldIncidents;
  readonly #stretches: ToldStretches;
  #sampleAt: number;
  #samples = 0;

  /** `beginsAt`: epoch ms, not after `from`. */
  constructor(first: ReplayedCouncil, { beginsAt, from }: { beginsAt: number; from: number }) {
    const learned = { series: new SeriesStates(), step: new CouncilStep(EMPTY_MEMORY) };
    this.#judging = new CouncilJudging(first.council, first.facts, learned);
    this.#judging.useMaintenance(first.maintenanceOf);
    this.#judging.looks.soon(beginsAt);
    this.#from = from;
    this.#incidents = new ToldIncidents(from);
    this.#stretches = new ToldStretches(from);
    this.#sampleAt = beginsAt;
  }

  /** Takes what is in force from `at`, epoch ms, on. */
  useCouncil({ council, maintenanceOf }: Omit<ReplayedCouncil, 'facts'>, at: number): void {
    this.#lookUntil(at);
    this.#judging.useMaintenance(maintenanceOf);
    this.#judging.setCouncil(council, at);
  }

  /** Whether it is judged: a target of the council in force. In the order of {@link endOf}. */
  observe(sample: Sample): boolean {
    const at = endOf(sample);
    this.#lookUntil(at);
    this.#sampleAt = at;
    const { council, step } = this.#judging;
    const { target } = sample;
    if (!(council.places.has(target) || council.references.has(target))) return false;
    this.#judging.observe(doubtedSample(sample, step.ownNetwork !== null), {
      now: at,
      mono: at,
    });
    if (at >= this.#from) this.#samples += 1;
    const verdict = worstOf(this.#judging.seriesOf(target))?.verdict ?? null;
    if (verdict !== null && council.places.has(target)) {
      this.#stretches.take(target, verdict, { slot: sample.scheduledAt, at });
    }
    return true;
  }

  /** Ends the replay at `to`, epoch ms; what lasts is told as lasting. */
  finish(to: number): ReplayResult {
    this.#lookUntil(to);
    return {
      incidents: this.#incidents.all(),
      openBefore: this.#incidents.openBefore,
      stretches: this.#stretches.all(),
      samples: this.#samples,
    };
  }

  /** Looks as often as the service does, but not through a time without samples. */
  #lookUntil(at: number): void {
    const { looks } = this.#judging;
    const silentAt = this.#sampleAt + SILENT_MS;
    while (looks.dueAt <= Math.min(at, silentAt)) this.#look(looks.dueAt);
    if (at > silentAt) looks.skipTo(at);
  }

  #look(at: number): void {
    for (const incident of this.#judging.look({ now: at, mono: at }).incidents) {
      this.#incidents.take(
        incident,
        (target) => worstOf(this.#judging.seriesOf(target))?.verdict?.why ?? null,
      );
    }
  }
}

/** When a sample was there to be judged, epoch ms: at its end, a missed one at its slot. */
export function endOf({ scheduledAt, startedAt, totalMs }: Sample): number {
  if (startedAt === null) return scheduledAt;
  return Math.max(scheduledAt, startedAt + Math.round(totalMs ?? 0));
}
