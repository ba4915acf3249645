import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { APPLIED_FILE, type AppliedConfig, readApplied } from '../config/applied-config.ts';
import { planCsv } from '../config/plan/plan-csv.ts';
import { planLines } from '../config/plan/plan-lines.ts';
import { isEmptyPlan, type Plan, type PlanLimits, planBetween, planOf } from '../config/plan.ts';
import { approveRemovals } from '../config/removal-approval.ts';
import { accessDenied } from '../core/access-denied.ts';
import type { Config } from '../core/config.ts';
import { AppError, messageOf } from '../core/errors.ts';
import type { Language } from '../core/words/language.ts';
import { requireConfig } from './validate.ts';

export interface PlanCall {
  readonly configDir: string;
  /** Another configuration folder to compare with; null = what the service has in force. */
  readonly againstDir: string | null;
  readonly dataDir: string;
  /** The number of removals that somebody confirms; null = none. */
  readonly confirmedRemovals: number | null;
}

export interface PlanReport {
  readonly plan: Plan;
  /** Epoch ms at which the service took the configuration compared with; null = there is none. */
  readonly appliedAt: number | null;
  /** IANA name of the configuration looked at. */
  readonly timezone: string;
  readonly isEmpty: boolean;
  /** An approval for the next reload was noted in the data directory. */
  readonly isApproved: boolean;
}

/**
 * What taking the folder's configuration would change; notes the approval where one is given and
 * needed. Rejects with `usage` for folders that are not there and for a number that is not the
 * plan's, with `config_invalid` for files that are wrong.
 */
export async function planFolder(call: PlanCall, now: number): Promise<PlanReport> {
  const after = await requireConfig(call.configDir);
  const { timezone } = after.council;
  const limits: PlanLimits = { confirmedRemovals: call.confirmedRemovals };
  if (call.againstDir !== null) {
    const plan = planOf(await requireConfig(call.againstDir), after, limits);
    return { plan, appliedAt: null, timezone, isEmpty: isEmptyPlan(plan), isApproved: false };
  }
  const { dir, applied } = await inForce(call.dataDir, after);
  const plan = planBetween(applied?.parts ?? [], after, limits);
  const isApproved = await approve(plan, { dir, confirmed: call.confirmedRemovals, now });
  const appliedAt = applied?.appliedAt ?? null;
  return { plan, appliedAt, timezone, isEmpty: isEmptyPlan(plan), isApproved };
}

interface InForce {
  readonly dir: string;
  readonly applied: AppliedConfig | null;
}

/** Practice sites have a data directory of their own below the one given. */
async function inForce(dataDir: string, after: Config): Promise<InForce> {
  const practice = join(dataDir, 'practice');
  const dirs = after.practice ? [practice, dataDir] : [dataDir, practice];
  const dir = dirs.find((each) => existsSync(join(each, APPLIED_FILE))) ?? dataDir;
  return { dir, applied: await readApplied(dir) };
}

async function approve(
  plan: Plan,
  { dir, confirmed, now }: { dir: string; confirmed: number | null; now: number },
): Promise<boolean> {
  if (confirmed === null) return false;
  const { count } = plan.removals;
  if (confirmed !== count) {
    throw new AppError('usage', {
      ja: `--confirm-removals に指定するのは、この計画で外れる件数（${count}）です（指定された値: ${confirmed}）`,
      en: `--confirm-removals takes the number of sites that this plan removes (${count}), not ${confirmed}`,
    });
  }
  if (count === 0) return false;
  try {
    await approveRemovals(dir, count, now);
  } catch (error) {
    const text = accessDenied(dir, 'write', error) ?? {
      ja: `${dir} に承認を書き込めません（${messageOf(error)}）`,
      en: `the approval cannot be written to ${dir} (${messageOf(error)})`,
    };
    throw new AppError('store_unavailable', text, { cause: error });
  }
  return true;
}

/** The plan in words, one a line. */
export function planText({ plan }: PlanReport, language: Language): readonly string[] {
  return planLines(plan, language);
}

/** UTF-8 with BOM, safe for spreadsheets. */
export function planTable({ plan }: PlanReport): string {
  return planCsv(plan);
}
