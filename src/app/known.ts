import type { Live } from '../board/live.ts';
import type { Config } from '../core/config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { SaidStore } from '../core/ports/said-store.ts';
import type { Incident } from '../core/words/incident.ts';
import type { Sample } from '../core/words/sample.ts';
import type { Judge } from '../judge/judge.ts';
import type { Practice } from '../practice/practice.ts';
import { toldNow } from './about/about-facts-of.ts';
import { RequestMeter } from './about/request-meter.ts';
import type { DrillDesk } from './control/drill-order.ts';
import { type DrillRun, judgedAtIn } from './drill/drill-run.ts';
import { type Facts, openFacts } from './facts/open-facts.ts';
import { startJudging } from './judging.ts';
import { openLive } from './open-live.ts';
import type { CouncilInForce } from './reload/council-in-force.ts';
import { type OpenCouncil, openCouncil } from './reload/open-council.ts';
import type { Stores } from './stores.ts';

export interface KnownParts {
  /** As the files say, of every day. */
  readonly whole: Config;
  /** The council is the practice one that the program brings along. */
  readonly isBuiltIn: boolean;
  readonly stores: Stores;
  /** Where members' choices are kept. */
  readonly said: SaidStore;
  /** null = what is measured every day. */
  readonly drill: DrillRun | null;
  readonly storeDir: string;
  /** Paths in the configuration are relative to it; null = to the working directory. */
  readonly configDir: string | null;
  /** null where the targets are public. */
  readonly practice: Practice | null;
  /** Takes orders about drills; null = none is possible. */
  readonly drills: DrillDesk | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly onIncidents: (incidents: readonly Incident[]) => void;
}

/** What is known before anything is measured: who is measured, and what earlier runs found. */
export interface Known {
  readonly opened: OpenCouncil;
  readonly live: Live;
  /** The newest first attempt of each series that an earlier run stored, in no order. */
  readonly newest: readonly Sample[];
  readonly facts: Facts;
  readonly judging: Judge;
  readonly meter: RequestMeter;
}

/** What was opened is put on `starting`. Rejects with `store_unavailable`. */
export async function openKnown(parts: KnownParts, starting: AsyncDisposableStack): Promise<Known> {
  const { whole, isBuiltIn, stores, storeDir, said, drill } = parts;
  const { practice, drills, clock, log, onIncidents } = parts;
  const now = clock.now();
  const practiceUrlOf = practice === null ? null : (id: string) => practice.urlOf(id);
  const asFiles = {
    whole,
    isBuiltIn,
    stores,
    storeDir,
    said,
    judgedAt: drill && judgedAtIn(drill),
  };
  const opened = await openCouncil({ ...asFiles, practiceUrlOf, now, drills, log });
  starting.defer(() => opened.desk.close());
  const { council } = opened;
  const { live, newest, close } = await openLive(council, stores, { now, log });
  starting.defer(close);
  const facts = await openFactsOf(council, parts);
  starting.defer(() => facts.close());
  const { book } = facts;
  const judging = await startJudging({ council, stores, facts: book, clock, log, onIncidents });
  starting.defer(() => judging.close());
  const meter = new RequestMeter(now, toldNow(council));
  return { opened, live, newest, facts, judging, meter };
}

/** The facts of what is measured; nothing is written beside a store that keeps nothing. */
async function openFactsOf(
  council: CouncilInForce,
  { practice, configDir, storeDir, clock, log }: KnownParts,
): Promise<Facts> {
  const { today } = council;
  const servers = practice === null ? today.resolver.servers : [practice.dnsServer];
  const facts = await openFacts({
    config: { ...today, resolver: { servers } },
    ...{ configDir, clock, log },
    dir: today.store.kind === 'memory' ? null : storeDir,
  });
  facts.setTargets(council.series(), today);
  return facts;
}
