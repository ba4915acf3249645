import { onTestFinished } from 'vitest';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { startJudging } from '../../../src/app/judging.ts';
import { Telling } from '../../../src/app/notices/telling.ts';
import { CouncilInForce } from '../../../src/app/reload/council-in-force.ts';
import type { Config } from '../../../src/core/config.ts';
import type { FactsBook } from '../../../src/core/ports/facts-book.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { DrillMark } from '../../../src/core/words/scenario.ts';
import type { Judge } from '../../../src/judge/judge.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/store/memory/memory-store.ts';
import { ManualClock, settled } from '../../support/manual-clock.ts';
import { type RecordedLog, recordedLog } from '../../support/recorded-log.ts';
import { eventually } from './told-council.ts';

export interface SimulatedCouncil {
  readonly config: Config;
  /** Epoch ms. */
  readonly startAt: number;
  readonly facts?: FactsBook;
  readonly drill?: DrillMark;
}

/** The judge, the incidents and telling of the service over stores without a disk, on a clock moved by hand. */
export class SimulatedTelling {
  readonly clock: ManualClock;
  readonly stores: MemoryStore;
  readonly judge: Judge;
  readonly telling: Telling;
  readonly recorded: RecordedLog;

  static async open(given: SimulatedCouncil): Promise<SimulatedTelling> {
    const { config, startAt, facts = NO_FACTS, drill = null } = given;
    const clock = new ManualClock(startAt);
    const stores = createMemoryStore();
    const recorded = recordedLog();
    const { log } = recorded;
    const council = new CouncilInForce({
      ...{ whole: config, stopped: [], practiceUrlOf: null, now: startAt, log },
    });
    let telling: Telling | null = null;
    const judge = await startJudging({
      ...{ council, stores, facts, clock, log },
      onIncidents: (incidents) => telling?.takeIncidents(incidents),
    });
    const today = () => council.today;
    const releases = await SectorReleases.open({ today, judging: judge, storeDir: null, log });
    telling = await Telling.open({
      ...{ council, stores, judging: judge, facts, releases, newest: [], drill },
      ...{ configDir: null, environment: {}, clock, log },
    });
    const made = { clock, stores, judge, telling, recorded };
    onTestFinished(async () => {
      await made.telling.close();
      await judge.close();
      await stores.close();
    });
    judge.start();
    telling.start();
    return new SimulatedTelling(made);
  }

  private constructor(made: Omit<SimulatedTelling, 'take' | 'pass' | 'left'>) {
    this.clock = made.clock;
    this.stores = made.stores;
    this.judge = made.judge;
    this.telling = made.telling;
    this.recorded = made.recorded;
  }

  /** A sample as it is made. */
  take(sample: Sample): void {
    this.judge.observe(sample);
    this.telling.observe(sample);
  }

  async pass(ms: number): Promise<void> {
    await this.clock.run(ms);
    await settled();
  }

  /** Resolves when a channel has answered to everything that was written. */
  async left(): Promise<void> {
    await eventually(() => (this.telling.status().waiting === 0 ? true : null));
  }
}

const NO_FACTS: FactsBook = { version: 0, factsOf: () => [] };
