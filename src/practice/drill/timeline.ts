import type { Scenario, ScenarioAct, SiteEffect } from '../../core/words/scenario.ts';
import { type Chosen, chooseSites } from './choose-sites.ts';
import type { DrillSite } from './drill-site.ts';
import { grown, isNoEffect, together } from './effect-sum.ts';

/** What a site does from `from` until `to`, ms after the scenario's beginning. */
export interface EffectSpan {
  readonly from: number;
  readonly to: number;
  readonly effect: SiteEffect;
}

/** What became of one act in this council. */
export interface ActNote {
  /** From 0, as in the file. */
  readonly act: number;
  readonly sites: number;
  /** The sector that was taken; null = not by sector, or none of them is there. */
  readonly sector: string | null;
  /** The sector that the file names first, where another stands in for it; else null. */
  readonly insteadOf: string | null;
  /** Of `sites`: those that share something with others although unrelated ones were asked for. */
  readonly related: number;
}

/** A scenario in one council. */
export interface DrillTimeline {
  /** By site id, of sites that anything befalls: apart from each other, in order of time. */
  readonly spans: ReadonlyMap<string, readonly EffectSpan[]>;
  readonly notes: readonly ActNote[];
}

/** Steps in which a ramp grows. */
const RAMP_STEPS = 5;

/** What befalls each site when; the same for the same scenario and sites, whatever their order. */
export function timelineOf(scenario: Scenario, sites: readonly DrillSite[]): DrillTimeline {
  const sorted = [...sites].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ties = new Set<string>();
  const byName = new Map<string, Chosen>();
  const pieces = new Map<string, EffectSpan[]>();
  const notes: ActNote[] = [];
  for (const [index, act] of scenario.acts.entries()) {
    const seed = `drill ${scenario.id} ${index}`;
    const chosen = chosenBy(act, sorted, { byName, chooser: { seed, ties } });
    if (act.id !== null) byName.set(act.id, chosen);
    notes.push(noteOf(act, index, chosen));
    const spans = spansOf(act, scenario.lengthMs);
    for (const { id } of chosen.sites) pieces.set(id, [...(pieces.get(id) ?? []), ...spans]);
  }
  return {
    spans: new Map([...pieces].map(([id, of]) => [id, apart(of)])),
    notes,
  };
}

function chosenBy(
  { who }: ScenarioAct,
  sites: readonly DrillSite[],
  before: {
    readonly byName: ReadonlyMap<string, Chosen>;
    readonly chooser: Parameters<typeof chooseSites>[2];
  },
): Chosen {
  switch (who.kind) {
    case 'everybody':
      return { sites, sector: null, related: 0 };
    case 'same':
      return before.byName.get(who.act) ?? { sites: [], sector: null, related: 0 };
    case 'choice':
      return chooseSites(who, sites, before.chooser);
    default:
      return who satisfies never;
  }
}

function noteOf({ who }: ScenarioAct, act: number, { sites, sector, related }: Chosen): ActNote {
  const first = who.kind === 'choice' ? (who.sectors?.[0] ?? null) : null;
  const insteadOf = sector !== null && sector !== first ? first : null;
  return { act, sites: sites.length, sector, insteadOf, related };
}

/** An act's own spans, within the scenario. */
function spansOf(act: ScenarioAct, lengthMs: number): readonly EffectSpan[] {
  const end = Math.min(act.at + act.forMs, lengthMs);
  return burstsOf(act, end).flatMap(({ from, to }) => rampOf(act, from, to));
}

function burstsOf({ at, everyMs }: ScenarioAct, end: number) {
  if (everyMs === null) return [{ from: at, to: end }];
  const count = Math.max(0, Math.ceil((end - at) / everyMs));
  return Array.from({ length: count }, (_, index) => {
    const from = at + index * everyMs;
    return { from, to: Math.min(end, from + everyMs / 2) };
  });
}

function rampOf(
  { at, rampMs, what }: ScenarioAct,
  from: number,
  to: number,
): readonly EffectSpan[] {
  const spans: EffectSpan[] = [];
  for (let step = 1; step < RAMP_STEPS; step += 1) {
    const stepFrom = Math.max(from, at + ((step - 1) * rampMs) / RAMP_STEPS);
    const stepTo = Math.min(to, at + (step * rampMs) / RAMP_STEPS);
    const effect = grown(what, step / RAMP_STEPS);
    if (stepFrom < stepTo) spans.push({ from: stepFrom, to: stepTo, effect });
  }
  const grownAt = Math.max(from, at + (rampMs * (RAMP_STEPS - 1)) / RAMP_STEPS);
  if (grownAt < to) spans.push({ from: grownAt, to, effect: what });
  return spans;
}

/** Spans that may overlap, as ones that do not: what holds at one time holds together. */
function apart(spans: readonly EffectSpan[]): readonly EffectSpan[] {
  const times = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const found: EffectSpan[] = [];
  for (const [index, from] of times.entries()) {
    const to = times[index + 1];
    if (to === undefined) break;
    const holding = spans.filter((span) => span.from <= from && span.to >= to);
    const effect = together(holding.map((span) => span.effect));
    if (!isNoEffect(effect)) found.push({ from, to, effect });
  }
  return found;
}

/** What a site does at a time, ms after the beginning; null = as ever. */
export function effectAt(spans: readonly EffectSpan[], at: number): SiteEffect | null {
  return spans.find(({ from, to }) => from <= at && at < to)?.effect ?? null;
}

/** Every time at which anything changes, in order. */
export function changesOf({ spans }: DrillTimeline): readonly number[] {
  const times = new Set<number>();
  for (const of of spans.values()) for (const { from, to } of of) times.add(from).add(to);
  return [...times].sort((a, b) => a - b);
}

/** What all sites do at a time. */
export function effectsAt({ spans }: DrillTimeline, at: number): ReadonlyMap<string, SiteEffect> {
  const effects = new Map<string, SiteEffect>();
  for (const [id, of] of spans) {
    const effect = effectAt(of, at);
    if (effect !== null) effects.set(id, effect);
  }
  return effects;
}
