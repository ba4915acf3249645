import {
  type AppliedConfig,
  planBase,
  readApplied,
  writeApplied,
} from '../../config/applied-config.ts';
import type { CouncilPart } from '../../config/plan/council-parts.ts';
import { toldPlan } from '../../config/plan/told-plan.ts';
import { type Plan, planBetween } from '../../config/plan.ts';
import { takeApproval } from '../../config/removal-approval.ts';
import type { Config } from '../../core/config.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { RefusedReload } from '../../core/ports/reload-status.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { ToldPlan } from '../../core/words/told-plan.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import { ControlDesk } from '../control/control-desk.ts';
import type { DrillDesk } from '../control/drill-order.ts';
import { makeDataDirectory, warnOfReaders } from '../data-directory.ts';
import type { JudgedAt } from '../sharing/member-choices.ts';
import { OwnFields } from '../sharing/own-fields.ts';
import type { Stores } from '../stores.ts';
import { approvalProblems } from './approval-problems.ts';
import { CouncilInForce } from './council-in-force.ts';
import { carryOver, followedStops, stoppedUrlsAfter } from './followed-stops.ts';
import { stopsBefore } from './stops-before.ts';

export interface CouncilOpening {
  /** As the files say, of every day. */
  readonly whole: Config;
  readonly stores: Stores;
  /** Where it is kept what members set, but planned work; absent = beside what is measured. */
  readonly said?: SaidStore;
  /** Where choices lie in the time that is judged; absent = where they were made. */
  readonly judgedAt?: JudgedAt | null;
  /** Where samples and state lie. */
  readonly storeDir: string;
  /** The council is the practice one that the program brings along. */
  readonly isBuiltIn: boolean;
  /** Where a practice site answers; null where there are none. */
  readonly practiceUrlOf: ((id: string) => string) | null;
  /** Epoch ms. */
  readonly now: number;
  /** Takes orders about drills; null or absent = none is possible. */
  readonly drills?: DrillDesk | null;
  readonly log: Log;
}

/** What is in force at the start, and who takes orders about it. */
export interface OpenCouncil {
  readonly council: CouncilInForce;
  readonly desk: ControlDesk;
  /** What members have set themselves. */
  readonly own: OwnFields;
  /** The start left out targets that nobody had confirmed to go; null = it did not. */
  readonly unconfirmed: RefusedReload | null;
  /** What differs from what was in force before; null where nothing was, or the sites are made here. */
  readonly changed: ToldPlan | null;
}

/**
 * What the start takes is held against what was in force before: stops follow their URLs, and targets
 * that a reload would have refused to remove are told of (decision 21). Orders that were left while no
 * service ran are carried out before anything is measured. Rejects with `store_unavailable`.
 */
export async function openCouncil(opening: CouncilOpening): Promise<OpenCouncil> {
  const { whole, stores, storeDir, isBuiltIn, practiceUrlOf, now, drills = null, log } = opening;
  const { state } = stores;
  await makeDataDirectory(storeDir);
  await warnOfReaders(storeDir, log);
  const applied = await readBefore(storeDir, log);
  const stopped = await state.stoppedTargets();
  const before = stopsBefore(applied, stopped);
  const followed = await carryOver(followedStops(whole, before), { state, now, log });
  const stoppedUrls = stoppedUrlsAfter(whole, before);
  const { said = stores.said, judgedAt = null } = opening;
  const own = await OwnFields.open(said, now, { planned: stores.said, judgedAt });
  const plan = planFrom(applied, whole, own);
  const unconfirmed = plan === null ? null : await unconfirmedOf(plan, applied, opening);
  const changed = plan === null || applied === null ? null : toldPlan(plan);
  await own.follow(whole, systemClock.now());
  const council = new CouncilInForce({
    ...{ whole, practiceUrlOf, now, log, stoppedUrls },
    stopped: [...stopped, ...followed],
    touched: () => own.touched,
  });
  const desk = await ControlDesk.create({
    ...{ storeDir, council, state, drills, clock: systemClock, log },
  });
  const left = unconfirmed?.parts ?? [];
  await writeApplied(storeDir, whole, {
    appliedAt: now,
    isBuiltIn,
    stoppedUrls,
    unconfirmed: left,
  });
  return { council, desk, own, unconfirmed: unconfirmed?.refused ?? null, changed };
}

/** A record that cannot be read is written anew. */
async function readBefore(storeDir: string, log: Log): Promise<AppliedConfig | null> {
  try {
    return await readApplied(storeDir);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'config_invalid') throw error;
    log.warn('config.record_unreadable', { error: messageOf(error) });
    return null;
  }
}

interface Unconfirmed {
  readonly refused: RefusedReload;
  readonly parts: readonly CouncilPart[];
}

/** null for practice sites: they are nobody's, and come and go with the size that is asked for. */
function planFrom(
  applied: AppliedConfig | null,
  whole: Config,
  { touched }: Pick<OwnFields, 'touched'>,
): Plan | null {
  return whole.practice ? null : planBetween(planBase(applied), whole, { touched });
}

async function unconfirmedOf(
  plan: Plan,
  applied: AppliedConfig | null,
  { storeDir, now, log }: CouncilOpening,
): Promise<Unconfirmed | null> {
  const base = planBase(applied);
  const { isRefused, count, of } = plan.removals;
  if (!isRefused) return null;
  const approval = await takeApproval(storeDir, plan.removals, now);
  if (approval.kind === 'approved') return null;
  const gone = new Set([
    ...[...plan.removed, ...plan.renamed.map(({ before }) => before)].map(
      ({ id }) => `target ${id}`,
    ),
    ...plan.around
      .filter(({ change }) => change === 'removed')
      .map(({ kind, id }) => `${kind} ${id}`),
  ]);
  const parts = base.filter(({ kind, id }) => gone.has(`${kind} ${id}`));
  const targets = parts.filter(({ kind }) => kind === 'target').map(({ id }) => id);
  log.error('config.removals_unconfirmed', {
    ...{ removals: count, of, targets: targets.slice(0, 20) },
    confirm: `npx yamabiko plan --confirm-removals ${count}`,
  });
  const problems = approvalProblems(approval);
  return { parts, refused: { at: now, reason: 'unconfirmed', problems, removals: count } };
}
