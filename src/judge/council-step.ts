import type { FactsBook } from '../core/ports/facts-book.ts';
import type { Incident } from '../core/words/incident.ts';
import type { JudgedCouncil, JudgedPlace } from './judged-council.ts';
import type { JudgingMemory } from './judging-memory.ts';
import { isOfNetwork, isSilence } from './pulse.ts';
import { councilFindings } from './rules/council/council-findings.ts';
import {
  DOUBT_REACHES_BACK_MS,
  type OwnNetwork,
  ownNetworkOf,
  type ProbeNow,
  type ReferenceNow,
} from './rules/council/own-network.ts';
import { type CouncilRoster, rosterOf } from './rules/council/roster.ts';
import type { Finding } from './rules/council-view.ts';
import { advanceIncidents } from './rules/incidents/advance.ts';
import type { JudgedState } from './series-states.ts';
import { targetNowOf, targetVerdictOf } from './target-views.ts';

export interface StepParts {
  /** Epoch ms. */
  readonly now: number;
  /** Targets of which something else is said than before. */
  readonly changed: readonly string[];
  /** The rules on many targets look, too. */
  readonly isEvaluated: boolean;
  readonly probes: readonly ProbeNow[];
  /** It is not known yet whether a failure of this target is ours. */
  readonly isHeld: (target: string) => boolean;
  readonly facts: FactsBook;
  readonly council: JudgedCouncil;
  readonly seriesOf: (target: string) => readonly JudgedState[];
}

export interface StepOutcome {
  /** Those opened or changed, as they are now. */
  readonly incidents: readonly Incident[];
  /** To be kept with them; null where nothing of it has changed. */
  readonly memory: JudgingMemory | null;
  /** Something is said differently than before. */
  readonly isNews: boolean;
}

interface Roster {
  readonly of: CouncilRoster;
  readonly council: JudgedCouncil;
  /** Of the facts. */
  readonly version: number;
  /** Epoch ms. */
  readonly madeAt: number;
}

/** Before every moment. */
const ANY_TIME = Number.NEGATIVE_INFINITY;
/** A reference target without a sample for so many intervals says nothing. */
const REFERENCE_INTERVALS = 2;
/** Facts alone make a new roster so long after the last at the earliest, ms a target: it takes 10 µs of each. */
const ROSTER_REST_MS = 3;

/** The state of the rules on many targets, and of incidents. */
export class CouncilStep {
  #memory: JudgingMemory;
  #removed: string[] = [];
  #roster: Roster | null = null;

  constructor(memory: JudgingMemory) {
    this.#memory = memory;
  }

  /** As failures have it: while it is doubted, samples are suspect. */
  get ownNetwork(): OwnNetwork | null {
    return this.#memory.ownNetwork;
  }

  /** Whether what is said since a slot may rest on a network of ours that is doubted. */
  isDoubted(since: number): boolean {
    return since >= doubtFrom(this.#memory);
  }

  /** A pattern is open. */
  get hasPattern(): boolean {
    return this.#memory.book.patterns.size > 0;
  }

  /** The newest opened first; those merged into an open pattern too. */
  openIncidents(): readonly Incident[] {
    const { targets, patterns } = this.#memory.book;
    return [...targets.values(), ...patterns.values()].sort(
      (a, b) => b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1),
    );
  }

  /** Targets that are not measured any more: their incidents end with the next step. */
  remove(targets: readonly string[]): void {
    this.#removed.push(...targets);
  }

  take(parts: StepParts): StepOutcome {
    const { now, isEvaluated, council } = parts;
    const before = this.#memory;
    const roster = this.#rosterOf(parts);
    const references = [...council.references.values()].map((place) => referenceOf(place, parts));
    const pulse = { probes: parts.probes, references };
    const ownNetwork = ownNetworkOf(roster, pulse, before.ownNetwork);
    let { movedSince } = before;
    let findings: readonly Finding[] | null = null;
    let memory = before.council;
    if (isEvaluated) {
      const states = [...council.places.keys()].flatMap(
        (target) =>
          targetNowOf(
            parts.seriesOf(target),
            parts.isHeld(target) ? ANY_TIME : doubtFrom({ ownNetwork, movedSince }),
          ) ?? [],
      );
      const dayKindOf = (sector: string) => council.dayKindOf(sector, now);
      const moment = { now, states, dayKindOf, ownNetwork, references };
      ({ findings, memory } = councilFindings(roster, moment, before.council));
      const isMoved = findings.some(({ pattern }) => pattern === 'own-network');
      movedSince = isMoved && ownNetwork === null ? (movedSince ?? now) : null;
    }
    const told = isEvaluated ? council.places.keys() : parts.changed;
    const { book, changes } = advanceIncidents(before.book, {
      ...{ at: now, day: council.dateOf(now), findings, ownNetwork, removed: this.#removed },
      verdicts: verdictsOf(told, parts, doubtFrom({ ownNetwork, movedSince })),
    });
    this.#removed = [];
    this.#memory = { council: memory, book, ownNetwork, movedSince };
    const isNews = changes.length > 0 || isDoubtOf(before) !== isDoubtOf(this.#memory);
    const isKept = isEvaluated || isNews || book !== before.book;
    return {
      incidents: changes.map(({ incident }) => incident),
      memory: isKept ? this.#memory : null,
      isNews,
    };
  }

  /**
   * Facts change often while they are learned: only the rules on many targets take new ones, and those of
   * 100,000 targets not at each look, for probes wait meanwhile.
   */
  #rosterOf({ council, facts, isEvaluated, now }: StepParts): CouncilRoster {
    const known = this.#roster;
    if (known?.council === council) {
      const restMs = council.places.size * ROSTER_REST_MS;
      const isResting = now >= known.madeAt && now < known.madeAt + restMs;
      if (!isEvaluated || isResting || known.version === facts.version) return known.of;
    }
    const targets = [...council.places.values()].map(({ target, member, sector, field }) => ({
      ...{ target, member, sector, field },
      facts: facts.factsOf(target),
    }));
    const of = rosterOf(targets);
    this.#roster = { of, council, version: facts.version, madeAt: now };
    return of;
  }
}

type Doubts = Pick<JudgingMemory, 'ownNetwork' | 'movedSince'>;

/**
 * Judgements since this slot or later rest on a doubted network; infinite where none is. Answers that are slow
 * with all others are judgements alone in doubt, not samples: that they come, and how late, shows that it goes on.
 */
function doubtFrom({ ownNetwork, movedSince }: Doubts): number {
  const since = ownNetwork?.since ?? movedSince ?? Number.POSITIVE_INFINITY;
  return since - DOUBT_REACHES_BACK_MS;
}

function isDoubtOf({ ownNetwork, movedSince }: Doubts): boolean {
  return ownNetwork !== null || movedSince !== null;
}

function verdictsOf(
  told: Iterable<string>,
  { council, seriesOf, isHeld }: StepParts,
  doubtedFrom: number,
) {
  return [...told].flatMap((target) => {
    const place = council.places.get(target);
    if (place === undefined) return [];
    const suspectFrom = isHeld(target) ? ANY_TIME : doubtedFrom;
    return targetVerdictOf(seriesOf(target), place, suspectFrom) ?? [];
  });
}

function referenceOf({ target, settings }: JudgedPlace, parts: StepParts): ReferenceNow {
  const oldest = parts.now - REFERENCE_INTERVALS * settings.intervalMs;
  const fresh = parts
    .seriesOf(target)
    .filter((one) => one.judgedAt >= oldest && one.newest !== null && isOfNetwork(one.newest));
  const heard = parts.probes.find((probe) => probe.target === target) ?? null;
  const isDown = fresh.every(({ newest }) => newest !== null && isSilence(newest));
  const hasAnswered = fresh.some(({ newest }) => newest?.outcome === 'success');
  return {
    target,
    newest: heard !== null && (isDown || hasAnswered) ? { ...heard, failed: isDown } : null,
    deviation: fresh[0]?.verdict?.deviation ?? null,
  };
}
