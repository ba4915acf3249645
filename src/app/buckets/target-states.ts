import type { PlacedTarget } from '../../core/config.ts';
import type { Judgement } from '../../core/words/judgement.ts';
import type { MaintenanceOf } from '../../core/words/maintenance.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { TargetState } from '../../share/rules/shared-target.ts';

/** The newest slot of a series, and its confirmation where there was one. */
interface Newest {
  readonly first: Sample;
  readonly confirmation: Sample | null;
}

/** A sample older than this says nothing of now, ms; schedules are of an hour at most. */
const OLD_MS = 3 * 3_600_000;

/**
 * How targets do by their newest slot alone, until judging knows their own normal: failing where it
 * failed and a confirmation, where there was one, failed too; slow where it was over the critical
 * threshold.
 */
export class TargetStates {
  /** By target, then by family. */
  readonly #newest = new Map<string, Map<number, Newest>>();

  observe(sample: Sample): void {
    const { target, family, attempt, scheduledAt } = sample;
    let ofTarget = this.#newest.get(target);
    if (ofTarget === undefined) {
      ofTarget = new Map();
      this.#newest.set(target, ofTarget);
    }
    const known = ofTarget.get(family);
    if (attempt === 1) {
      const isNewer = known === undefined || scheduledAt > known.first.scheduledAt;
      if (isNewer) ofTarget.set(family, { first: sample, confirmation: null });
    } else if (known?.first.scheduledAt === scheduledAt) {
      ofTarget.set(family, { first: known.first, confirmation: sample });
    }
  }

  /** Of several families the worst. `now`: epoch ms. */
  stateOf(
    { target }: Pick<PlacedTarget, 'target'>,
    now: number,
    maintenanceOf: MaintenanceOf,
  ): TargetState {
    if (maintenanceOf(target.id, now) !== null) return stateWith('maintenance', false);
    const all = [...(this.#newest.get(target.id)?.values() ?? [])]
      .filter(({ first }) => now - first.scheduledAt <= OLD_MS)
      .map((newest) => stateOfSlot(newest, target.thresholds.criticalMs));
    return all.sort((a, b) => rankOf(a) - rankOf(b)).at(0) ?? stateWith('unknown', false);
  }

  /** Forgets targets that are not measured any more. */
  keepOnly(targets: ReadonlySet<string>): void {
    for (const target of this.#newest.keys()) {
      if (!targets.has(target)) this.#newest.delete(target);
    }
  }
}

const RANKS: readonly Judgement[] = ['failing', 'slow', 'blocked', 'normal', 'unknown'];

function rankOf({ judgement, suspect }: TargetState): number {
  return RANKS.indexOf(judgement) + (suspect ? RANKS.length : 0);
}

function stateOfSlot({ first, confirmation }: Newest, criticalMs: number | null): TargetState {
  const { outcome, reason, blame, totalMs, validity } = confirmation ?? first;
  const suspect = validity === 'suspect';
  if (outcome === 'missed' || (outcome === 'failure' && blame === 'prober')) {
    return stateWith('unknown', suspect);
  }
  if (reason === 'blocked') return stateWith('blocked', suspect);
  if (outcome === 'failure') return stateWith('failing', suspect);
  const isSlow = criticalMs !== null && totalMs !== null && totalMs > criticalMs;
  return stateWith(isSlow ? 'slow' : 'normal', suspect);
}

function stateWith(judgement: Judgement, suspect: boolean): TargetState {
  return { judgement, suspect, ratio: null };
}
