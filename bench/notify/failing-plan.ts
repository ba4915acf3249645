import { type Config, type PlacedTarget, targetsOf } from '../../src/core/config.ts';
import { NO_EFFECT, type Scenario, type ScenarioAct } from '../../src/core/words/scenario.ts';
import { seededRandom } from '../../src/practice/seeded-random.ts';

export interface PlanShape {
  /** Sites that fail by themselves, one after the other. */
  readonly singles: number;
  /** All in one sector, so that no other secretariat has spoken before the flood. */
  readonly singlesIn: string;
  /** Sites that fail together afterwards. */
  readonly flood: number;
  /** When the first single site begins to fail, ms after the beginning. */
  readonly singlesAt: number;
  /** Within which single sites begin to fail, ms. */
  readonly singlesForMs: number;
  readonly floodAt: number;
}

/** Which sites fail, and from when on; they stay so. */
export interface FailingPlan {
  readonly scenario: Scenario;
  /** Ids of targets. */
  readonly singles: readonly string[];
  readonly flood: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
/** It answers as ever, but with 503. */
const UNAVAILABLE = { ...NO_EFFECT, answer: 'unavailable' } as const;

/** The same sites for the same council and shape. */
export function failingPlan(config: Config, shape: PlanShape, startsAt: number): FailingPlan {
  const { singlesAt, singlesForMs, floodAt } = shape;
  const order = inSeededOrder(targetsOf(config));
  // “Answering within 1 s” is of the probe that fails.
  const isSwift = ({ target, sector }: PlacedTarget) =>
    sector.id === shape.singlesIn && target.practice !== 'slow';
  const singles = order.filter(isSwift).slice(0, shape.singles);
  const others = order.filter((site) => !singles.includes(site)).slice(0, shape.flood);
  const stepMs = singlesForMs / Math.max(1, singles.length);
  const acts = [
    ...singles.map((site, index) => actOf([site], singlesAt + Math.round(index * stepMs))),
    actOf(others, floodAt),
  ];
  return {
    scenario: { ...NOTHING, startsAt, acts },
    singles: singles.map(({ target }) => target.id),
    flood: others.map(({ target }) => target.id),
  };
}

const NOTHING: Omit<Scenario, 'startsAt' | 'acts'> = {
  id: 'flood',
  title: { ja: '一斉', en: 'Flood' },
  description: { ja: '', en: '' },
  source: null,
  lengthMs: DAY_MS,
  expected: { pattern: 'none', at: null, fact: null },
};

function actOf(sites: readonly PlacedTarget[], at: number): ScenarioAct {
  const anywhere = { sectors: null, provider: null, nameService: null, range: null } as const;
  return {
    id: null,
    ...{ at, forMs: DAY_MS - at },
    who: {
      ...{ kind: 'choice', ...anywhere, members: sites.map(({ member }) => member.id) },
      ...{ share: 1, atLeast: 0, unrelated: false },
    },
    what: UNAVAILABLE,
    everyMs: null,
    rampMs: 0,
  };
}

function inSeededOrder(sites: readonly PlacedTarget[]): readonly PlacedTarget[] {
  return sites
    .map((site) => ({ site, at: seededRandom(`fails: ${site.target.id}`).uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ site }) => site);
}
