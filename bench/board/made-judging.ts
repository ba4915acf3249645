import type { Config } from '../../src/core/config.ts';
import { type PlacedTarget, targetsOf } from '../../src/core/config.ts';
import type { JudgedTargetState, Judging } from '../../src/core/ports/judging.ts';
import type { Incident, IncidentTarget } from '../../src/core/words/incident.ts';
import type { Verdict } from '../../src/core/words/judgement.ts';
import { randomOf } from '../load/random.ts';

/** Sites in trouble, of a hundred. */
const TROUBLED_RATIO = 0.01;

/**
 * What judging says of a council of which one site in a hundred is in trouble, and which changes when
 * it is told to: one site becomes well and another does not.
 */
export class MadeJudging {
  readonly judging: Judging;
  readonly #targets: readonly PlacedTarget[];
  readonly #troubled = new Map<string, JudgedTargetState>();
  readonly #incidents = new Map<string, Incident>();
  readonly #random = randomOf(11);
  #version = 0;
  #opened = 0;

  constructor(config: Config, now: number) {
    this.#targets = targetsOf(config);
    for (let index = 0; index < this.#targets.length * TROUBLED_RATIO; index += 1) this.#open(now);
    const version = () => this.#version;
    this.judging = {
      get version() {
        return version();
      },
      stateOf: (target) => this.#stateOf(target),
      verdictOf: (target, family) => (family === 4 ? this.#verdictOf(target) : null),
      notable: () =>
        [...this.#troubled.keys()].map((target) => ({
          ...{ target, family: 4 as const, verdict: this.#verdictOf(target) },
        })),
      openIncidents: () => [...this.#incidents.values()].toReversed(),
      ownNetwork: () => null,
    };
  }

  change(now: number): void {
    const [well] = this.#troubled.keys();
    if (well !== undefined) {
      this.#troubled.delete(well);
      this.#incidents.delete(well);
    }
    this.#open(now);
    this.#version += 1;
  }

  #open(now: number): void {
    const placed = this.#targets[Math.floor(this.#random() * this.#targets.length)];
    if (placed === undefined || this.#troubled.has(placed.target.id)) return;
    const target = placed.target.id;
    const judgement = this.#random() < 0.5 ? 'failing' : ('slow' as const);
    this.#troubled.set(target, { judgement, since: now, ratio: 3.1, suspect: false });
    this.#opened += 1;
    const entry: IncidentTarget = {
      ...{ target, member: placed.member.id, sector: placed.sector.id, judgement },
      ...{ from: now, to: null, ratio: 3.1, phase: null },
    };
    this.#incidents.set(target, {
      ...{ id: `20261128-${this.#opened}`, pattern: 'single', subject: { kind: 'target', target } },
      ...{ since: now, openedAt: now, endedAt: null, ending: null, mergedInto: null },
      ...{ severity: 1, evidence: [], timeline: [], targets: [entry] },
    });
  }

  #stateOf(target: string): JudgedTargetState {
    return this.#troubled.get(target) ?? WELL;
  }

  #verdictOf(target: string): Verdict {
    const { judgement, since, ratio } = this.#stateOf(target);
    const rest = { normalMs: 120, deviation: null, phase: null, scope: null } as const;
    const why = WHY[judgement === 'normal' ? 'normal' : 'other'];
    return { judgement, since, ratio, ...rest, why };
  }
}

const WELL: JudgedTargetState = { judgement: 'normal', since: 0, ratio: 1, suspect: false };
const WHY = {
  normal: { ja: '平常の範囲です。', en: 'Within the normal.' },
  other: {
    ja: '直近 5 分の応答時間が、平常時の 3.1 倍です。',
    en: 'The response time of the last 5 minutes is 3.1 times the normal.',
  },
} as const;
