import { randomUUID } from 'node:crypto';
import type { ActOutcome, DrillActsDesk, DrillDraft } from '../../board/acts/act-desk.ts';
import type { DrillsDto, ScenarioDto } from '../../board/dto/acts.ts';
import { background } from '../../core/background.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Text } from '../../core/words/language.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { DrillMark, Scenario } from '../../core/words/scenario.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { type ActionRight, actionRightOf } from '../../share/rules/action-right.ts';
import type { Gate } from '../../share/seal.ts';
import { type DrillDesk, type DrillOrder, PUBLIC_TARGETS } from '../control/drill-order.ts';
import { DRILL_SPEEDS } from '../drill/drill-pace.ts';
import { createDrillRun } from '../drill/drill-run.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import { ALREADY_PROPOSED, DRILL_RUNS, NO_DRILL } from './act-texts.ts';
import type { Proposals } from './proposals.ts';
import { proposedOf } from './site-acts.ts';

export interface DrillActsParts {
  /** Carries out what is asked about drills; null = none is possible. */
  readonly drills: DrillDesk | null;
  /** The one that runs; null = none does. */
  readonly drill: DrillMark | null;
  /** Those that there are. */
  readonly scenarios: () => Promise<readonly Scenario[]>;
  readonly proposals: Proposals;
  readonly shared: Pick<SharedViews, 'places' | 'council'>;
  readonly gate: Gate;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

const DENIED: ActOutcome = { kind: 'denied' };

/** Beginning, ending and proposing drills, by the action table. */
export class DrillActs implements DrillActsDesk {
  readonly #parts: DrillActsParts;

  constructor(parts: DrillActsParts) {
    this.#parts = parts;
  }

  async drills(viewer: Viewer): Promise<Marked<DrillsDto> | null> {
    const right = rightOf(viewer);
    if (right === 'denied') return null;
    const { drills, scenarios, proposals, shared, gate, clock } = this.#parts;
    const open = await proposals.open();
    const proposedBy = (id: string) =>
      open.find((each) => each.kind === 'drill' && each.subject === id);
    const data: DrillsDto = {
      may: right === 'allowed' ? 'hold' : 'propose',
      impossible: drills === null ? PUBLIC_TARGETS : null,
      scenarios: (await scenarios()).map((each): ScenarioDto => {
        const { id, title, description, startsAt, lengthMs, expected } = each;
        const proposal = proposedBy(id);
        const proposed = proposal === undefined ? null : proposedOf(proposal);
        const facts = { id, title, description, startsAt, lengthMs };
        return { ...facts, expected: expected.pattern, proposed };
      }),
      speeds: DRILL_SPEEDS,
      council: shared.council,
    };
    return gate.seal(viewer, { kind: 'drills' }, { asOf: clock.now(), data });
  }

  async start({ viewer, name }: Actor, { scenario, speed }: DrillDraft): Promise<ActOutcome> {
    const found = await this.#find(scenario);
    if (rightOf(viewer) !== 'allowed' || found === null) return DENIED;
    const { drills, drill, proposals } = this.#parts;
    if (drills === null) return { kind: 'refused', text: PUBLIC_TARGETS };
    if (drill !== null) return { kind: 'refused', text: DRILL_RUNS };
    const unfit = this.#unfitness(found, speed);
    if (unfit !== null) return { kind: 'refused', text: unfit };
    const proposal = await proposals.find('drill', scenario);
    if (proposal !== null) {
      await proposals.answer(proposal.seq, { isAccepted: true, reason: null, actor: name });
    }
    this.#order(drills, { action: 'drill-start', scenario, speed, at: Date.now(), actor: name });
    return { kind: 'done' };
  }

  async end({ viewer, name }: Actor): Promise<ActOutcome> {
    if (rightOf(viewer) !== 'allowed') return DENIED;
    const { drills, drill } = this.#parts;
    if (drills === null || drill === null) return { kind: 'refused', text: NO_DRILL };
    this.#order(drills, { action: 'drill-stop', at: Date.now(), actor: name });
    return { kind: 'done' };
  }

  async propose({ viewer, name }: Actor, scenario: string, reason: string): Promise<ActOutcome> {
    if (rightOf(viewer) !== 'proposal' || (await this.#find(scenario)) === null) return DENIED;
    const { drills, proposals } = this.#parts;
    if (drills === null) return { kind: 'refused', text: PUBLIC_TARGETS };
    if ((await proposals.find('drill', scenario)) !== null) {
      return { kind: 'refused', text: ALREADY_PROPOSED };
    }
    await proposals.propose({ kind: 'drill', subject: scenario, reason, actor: name });
    return { kind: 'done' };
  }

  /** Not awaited: the service whose board this is is replaced. */
  #order(drills: DrillDesk, order: DrillOrder): void {
    const { log } = this.#parts;
    const taken = drills.take(randomUUID(), order).then((outcome) => {
      log.info('acts.drill_order_taken', { action: order.action, outcome: outcome.kind });
    });
    background(taken, 'acts.drill_order', log);
  }

  async #find(scenario: string): Promise<Scenario | null> {
    return (await this.#parts.scenarios()).find(({ id }) => id === scenario) ?? null;
  }

  /** Why the scenario cannot be played at the speed; null = it can. */
  #unfitness(scenario: Scenario, speed: number): Text | null {
    const { config } = this.#parts.shared.places;
    try {
      createDrillRun({ scenario, speed, config, now: Date.now(), onEnd() {} });
      return null;
    } catch (error) {
      if (error instanceof AppError) return error.text;
      throw error;
    }
  }
}

function rightOf(viewer: Viewer): ActionRight {
  return actionRightOf(viewer, 'drill', { kind: 'council' });
}
