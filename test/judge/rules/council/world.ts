import type { FactKind, SharedFact } from '../../../../src/core/words/fact.ts';
import type { Judgement } from '../../../../src/core/words/judgement.ts';
import type { FailureReason } from '../../../../src/core/words/outcome.ts';
import {
  type CouncilMoment,
  councilFindings,
} from '../../../../src/judge/rules/council/council-findings.ts';
import {
  type CouncilMemory,
  EMPTY_COUNCIL_MEMORY,
} from '../../../../src/judge/rules/council/council-memory.ts';
import { type CouncilRoster, rosterOf } from '../../../../src/judge/rules/council/roster.ts';
import type {
  CouncilTarget,
  Finding,
  TargetNow,
} from '../../../../src/judge/rules/council-view.ts';

export const MINUTE = 60_000;
/** A quiet Tuesday, 10:00 in Tokyo. */
export const START = Date.UTC(2026, 5, 2, 1, 0);

export function fact(kind: FactKind, text: string): SharedFact {
  return { kind, text };
}

export interface SectorPlan {
  readonly id: string;
  readonly field: string;
  readonly members: number;
}

/** The council's sectors as they are, a twentieth of the large ones left. */
export const SECTORS: readonly SectorPlan[] = [
  { id: 'local-government', field: 'government', members: 400 },
  { id: 'banking', field: 'finance', members: 200 },
  { id: 'securities', field: 'finance', members: 60 },
  { id: 'credit', field: 'credit', members: 51 },
  { id: 'aviation', field: 'aviation', members: 15 },
  { id: 'railway', field: 'railway', members: 23 },
  { id: 'telecom', field: 'ict', members: 25 },
  { id: 'medical', field: 'medical', members: 10 },
];

/** One target a member, `gas-0001` and `gas-0001-home`; each in a range of its own unless told otherwise. */
export function targetsOf(
  plans: readonly SectorPlan[],
  factsOf: (member: string, sector: string, number: number) => readonly SharedFact[] = () => [],
): readonly CouncilTarget[] {
  return plans.flatMap(({ id, field, members }) =>
    Array.from({ length: members }, (_, at): CouncilTarget => {
      const member = `${id}-${String(at + 1).padStart(4, '0')}`;
      const facts = factsOf(member, id, at + 1);
      return { target: `${member}-home`, member, sector: id, field, facts };
    }),
  );
}

/** A trouble of a target; half open. */
export interface Trouble {
  readonly target: string;
  readonly from: number;
  /** The first moment at which it is said; default `from`. */
  readonly saidAt?: number;
  readonly to?: number;
  readonly judgement?: Judgement;
  readonly reason?: FailureReason;
  readonly suspect?: boolean;
}

export function stateOf(target: string, given: Partial<TargetNow> = {}): TargetNow {
  return {
    target,
    judgement: 'normal',
    since: 0,
    reason: null,
    deviation: null,
    suspect: false,
    ...given,
  };
}

/** What is said of every target at `now`. */
export function statesAt(
  targets: readonly CouncilTarget[],
  troubles: readonly Trouble[],
  now: number,
): readonly TargetNow[] {
  const live = new Map(
    troubles
      .filter(({ from, saidAt = from, to = Number.POSITIVE_INFINITY }) => saidAt <= now && now < to)
      .map((trouble) => [trouble.target, trouble]),
  );
  return targets.map(({ target }) => {
    const trouble = live.get(target);
    if (trouble === undefined) return stateOf(target);
    const { judgement = 'failing', from, reason = 'timeout', suspect = false } = trouble;
    return stateOf(target, { judgement, since: from, reason, suspect });
  });
}

export type Evaluation = { readonly now: number; readonly findings: readonly Finding[] };

/** A council that is evaluated again and again. */
export class World {
  readonly targets: readonly CouncilTarget[];
  readonly roster: CouncilRoster;
  memory: CouncilMemory = EMPTY_COUNCIL_MEMORY;

  constructor(targets: readonly CouncilTarget[]) {
    this.targets = targets;
    this.roster = rosterOf(targets);
  }

  look(states: readonly TargetNow[], now: number, given: Partial<CouncilMoment> = {}) {
    const moment: CouncilMoment = {
      now,
      states,
      dayKindOf: () => 'workday',
      ownNetwork: null,
      references: [],
      ...given,
    };
    const { findings, memory } = councilFindings(this.roster, moment, this.memory);
    this.memory = memory;
    return findings;
  }

  /** Once a minute from `from` to `to`, both included. */
  run(troubles: readonly Trouble[], from: number, to: number): readonly Evaluation[] {
    const seen: Evaluation[] = [];
    for (let now = from; now <= to; now += MINUTE) {
      seen.push({ now, findings: this.look(statesAt(this.targets, troubles, now), now) });
    }
    return seen;
  }
}

/** Each kind of finding that came up, in order of its first coming. */
export function patternsIn(seen: readonly Evaluation[]): readonly string[] {
  return [...new Set(seen.flatMap(({ findings }) => findings.map(nameOf)))];
}

export function nameOf({ pattern, subject }: Finding): string {
  switch (subject.kind) {
    case 'fact':
      return `${pattern} ${subject.fact.kind} ${subject.fact.text}`;
    case 'sector':
      return `${pattern} ${subject.sector}`;
    case 'target':
      return `${pattern} ${subject.target}`;
    case 'council':
    case 'prober':
      return pattern;
  }
}

/** The same numbers for the same seed: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
