import { offsetMsOf, offsetRatioOf } from '../../../src/core/time/slots.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { SiteEffect } from '../../../src/core/words/scenario.ts';
import { CouncilJudging } from '../../../src/judge/council-judging.ts';
import { CouncilStep } from '../../../src/judge/council-step.ts';
import { EMPTY_MEMORY, encodeMemory } from '../../../src/judge/judging-memory.ts';
import { LookTimes } from '../../../src/judge/look-times.ts';
import { endOf } from '../../../src/judge/replay.ts';
import { SeriesStates } from '../../../src/judge/series-states.ts';
import { sampleUnder } from '../../../src/practice/drill/sample-under.ts';
import { pastSample } from '../../../src/practice/past-sample.ts';
import { confirmationDelayMs } from '../../../src/schedule/confirmations.ts';
import type { MadeSite, PracticeSites } from './practice-sites.ts';

/** As the running service, which tells what is new within half a second. */
const LOOK_MS = 5000;

/** What a site does otherwise at a time, epoch ms; null = as ever. `usual`: what it would answer then. */
export type EffectOf = (site: MadeSite, at: number, usual: Sample) => SiteEffect | null;

export interface RunCost {
  readonly samples: number;
  /** CPU of judging, the rules on many targets and incidents included, ms. */
  readonly cpuMs: number;
  /** CPU of each look at the whole council, ms. */
  readonly evaluations: readonly number[];
}

interface Start {
  readonly site: MadeSite;
  readonly slot: number;
  readonly at: number;
  readonly attempt: 1 | 2;
}

/** A council that is measured in simulated time, judged by the parts of the service itself. */
export class CouncilRun {
  readonly #effectOf: EffectOf;
  readonly #judging: CouncilJudging;
  /** Goes with that of judging, to tell the looks at the whole council from the others. */
  readonly #times = new LookTimes();
  readonly #incidents = new Map<string, Incident>();
  /** Slots of one interval by the look in which they begin. */
  readonly #slots: { readonly site: MadeSite; readonly offsetMs: number }[][];
  readonly #ended = new Map<number, Sample[]>();
  readonly #confirming = new Map<number, Start[]>();
  readonly #intervalMs: number;
  #now: number;
  #samples = 0;
  #cpuUs = 0;
  readonly #evaluations: number[] = [];

  /**
   * `from`: epoch ms, a boundary of the interval. `referenceMs`: interval of the references, a part of the other;
   * default the same.
   */
  constructor(
    sites: PracticeSites,
    at: { readonly from: number; readonly intervalMs: number; readonly referenceMs?: number },
    effectOf: EffectOf,
  ) {
    this.#judging = new CouncilJudging(sites.council, sites.facts, {
      series: new SeriesStates(),
      step: new CouncilStep(EMPTY_MEMORY),
    });
    this.#effectOf = effectOf;
    this.#now = at.from;
    this.#intervalMs = at.intervalMs;
    this.#slots = Array.from({ length: at.intervalMs / LOOK_MS }, () => []);
    for (const site of sites.sites) this.#addSlots(site, at.intervalMs);
    for (const site of sites.references) this.#addSlots(site, at.referenceMs ?? at.intervalMs);
  }

  #addSlots(site: MadeSite, everyMs: number): void {
    const first = offsetMsOf(offsetRatioOf(site.place.id, 4), everyMs);
    for (let offsetMs = first; offsetMs < this.#intervalMs; offsetMs += everyMs) {
      this.#slots[Math.floor(offsetMs / LOOK_MS)]?.push({ site, offsetMs });
    }
  }

  /** As they are now, in the order in which they were opened. */
  get incidents(): readonly Incident[] {
    return [...this.#incidents.values()];
  }

  get cost(): RunCost {
    const evaluations = this.#evaluations;
    return { samples: this.#samples, cpuMs: this.#cpuUs / 1000, evaluations };
  }

  until(end: number): void {
    while (this.#now < end) {
      this.#measure(this.#now);
      this.#now += LOOK_MS;
      const ended = this.#takeEnded(this.#now);
      const before = process.cpuUsage();
      const moment = { now: this.#now, mono: this.#now };
      for (const sample of ended) this.#judging.observe(sample, moment);
      const { incidents, memory } = this.#judging.look(moment);
      for (const incident of incidents) this.#incidents.set(incident.id, incident);
      if (memory !== null) encodeMemory(memory);
      const { user, system } = process.cpuUsage(before);
      this.#cpuUs += user + system;
      if (this.#times.take(this.#now)) this.#evaluations.push((user + system) / 1000);
      this.#samples += ended.length;
    }
  }

  /** Everything that begins within a look. */
  #measure(from: number): void {
    const base = from - (from % this.#intervalMs);
    for (const { site, offsetMs } of this.#slots[(from - base) / LOOK_MS] ?? []) {
      this.#probe({ site, slot: base + offsetMs, at: base + offsetMs, attempt: 1 });
    }
    const key = from / LOOK_MS;
    for (const start of this.#confirming.get(key) ?? []) this.#probe(start);
    this.#confirming.delete(key);
  }

  #probe({ site, slot, at, attempt }: Start): void {
    const made = pastSample(site.series, site.past, at);
    const effect = this.#effectOf(site, at, made);
    const met = effect === null ? made : sampleUnder(made, effect, site.series.timeoutMs);
    const sample: Sample = { ...met, scheduledAt: slot, attempt };
    const endAt = at + (sample.totalMs ?? 0);
    add(this.#ended, Math.floor(endAt / LOOK_MS), sample);
    const delayMs = confirmationDelayMs(sample, this.#intervalMs);
    if (delayMs === null) return;
    const start = { site, slot, at: Math.round(endAt + delayMs), attempt: 2 } as const;
    add(this.#confirming, Math.floor(start.at / LOOK_MS), start);
  }

  #takeEnded(until: number): readonly Sample[] {
    const key = until / LOOK_MS - 1;
    const ended = this.#ended.get(key) ?? [];
    this.#ended.delete(key);
    return ended.sort((a, b) => endOf(a) - endOf(b));
  }
}

function add<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
