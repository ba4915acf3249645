import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  APPLIED_FILE,
  type AppliedConfig,
  planBase,
  readApplied,
} from '../config/applied-config.ts';
import { planCsv } from '../config/plan/plan-csv.ts';
import { planLines } from '../config/plan/plan-lines.ts';
import { restartFields } from '../config/plan/restart-fields.ts';
import { isEmptyPlan, type Plan, type PlanLimits, planBetween, planOf } from '../config/plan.ts';
import { approveRemovals } from '../config/removal-approval.ts';
import { accessDenied } from '../core/access-denied.ts';
import type { Config } from '../core/config.ts';
import { AppError, messageOf } from '../core/errors.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Language, Text } from '../core/words/language.ts';
import { readOwnFields, readStopped } from './control/direct-state.ts';
import { type FollowedStop, followedStops } from './reload/followed-stops.ts';
import { stopsBefore } from './reload/stops-before.ts';
import { touchedBy } from './sharing/own-fields.ts';
import { PRACTICE_DIR } from './store-directory.ts';
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
  /** The service measures the practice council that it brings along, and reads no files. */
  readonly isBuiltIn: boolean;
  /** IANA name of the configuration looked at. */
  readonly timezone: string;
  readonly isEmpty: boolean;
  /** New ids that would stay stopped, because they have the URL of a stopped one. */
  readonly staysStopped: readonly FollowedStop[];
  /** Changed settings that a running service takes at its next start only. */
  readonly restart: readonly string[];
  /** An approval for the next reload was noted in the data directory. */
  readonly isApproved: boolean;
}

/**
 * What taking the folder's configuration would change; notes the approval where one is given and
 * needed. Rejects with `usage` for folders that are not there, for a number that is not the plan's and
 * for an approval that no reload asks for, with `config_invalid` for files that are wrong.
 */
export async function planFolder(call: PlanCall, now: number): Promise<PlanReport> {
  const after = await requireConfig(call.configDir);
  const { timezone } = after.council;
  const limits: PlanLimits = { confirmedRemovals: call.confirmedRemovals };
  if (call.againstDir !== null) {
    const plan = planOf(await requireConfig(call.againstDir), after, limits);
    const alone = { isBuiltIn: false, staysStopped: [], isApproved: false };
    return { ...factsOf(plan), appliedAt: null, timezone, ...alone };
  }
  const { dir, applied } = await inForce(call.dataDir, after);
  const isBuiltIn = applied?.isBuiltIn ?? false;
  if (isBuiltIn && call.confirmedRemovals !== null) throw new AppError('usage', NOTHING_TO_APPROVE);
  const touched = touchedBy(readOwnFields(dir));
  const plan = planBetween(isBuiltIn ? [] : planBase(applied), after, { ...limits, touched });
  const isApproved = await approve(plan, { dir, confirmed: call.confirmedRemovals, now });
  const appliedAt = applied?.appliedAt ?? null;
  const before = stopsBefore(applied, readStopped(dir));
  const staysStopped = followedStops(after, before);
  return { ...factsOf(plan), appliedAt, isBuiltIn, timezone, staysStopped, isApproved };
}

const NOTHING_TO_APPROVE: Text = {
  ja: '稼働中のサービスは付属の模擬の協議会を計測していて、設定ファイルを読み込みません。承認するものはありません',
  en: 'the running service measures the practice council that it brings along and reads no files: there is nothing to approve',
};

function factsOf(plan: Plan): Pick<PlanReport, 'plan' | 'isEmpty' | 'restart'> {
  return { plan, isEmpty: isEmptyPlan(plan), restart: plan.around.flatMap(restartFields) };
}

interface InForce {
  readonly dir: string;
  readonly applied: AppliedConfig | null;
}

/** Practice sites have a data directory of their own below the one given. */
async function inForce(dataDir: string, after: Config): Promise<InForce> {
  const practice = join(dataDir, PRACTICE_DIR);
  const dirs = after.practice ? [practice, dataDir] : [dataDir, practice];
  const dir = dirs.find((each) => existsSync(join(each, APPLIED_FILE))) ?? dataDir;
  return { dir, applied: await readApplied(dir) };
}

async function approve(
  plan: Plan,
  { dir, confirmed, now }: { dir: string; confirmed: number | null; now: number },
): Promise<boolean> {
  if (confirmed === null) return false;
  const { count, of, isMany } = plan.removals;
  if (!isMany) {
    throw new AppError('usage', {
      ja: `承認は要りません。外れるのは ${of} 件中 ${count} 件で、5 % を超えないため、そのまま再読み込みされます（--confirm-removals を付けずに実行してください）`,
      en: `no approval is needed: ${count} of ${of} sites would go, which is not above 5 %, so a reload takes it (leave --confirm-removals out)`,
    });
  }
  if (confirmed !== count) {
    throw new AppError('usage', {
      ja: `--confirm-removals に指定するのは、この計画で外れる件数（${count}）です（指定された値: ${confirmed}）`,
      en: `--confirm-removals takes the number of sites that this plan removes (${count}), not ${confirmed}`,
    });
  }
  try {
    await approveRemovals(dir, plan.removals, now);
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
export function planText(report: PlanReport, language: Language): readonly string[] {
  const { plan, staysStopped, timezone } = report;
  const stays = staysStopped.map((each) => staysText(each, timezone)[language]);
  return [...planLines(plan, language), ...(stays.length === 0 ? [] : ['', ...stays])];
}

function staysText({ target, stop }: FollowedStop, timezone: string): Text {
  const at = timeText(stop.at, timezone);
  return {
    ja: `! ${target} は止まったままです: ${at} に止めた ${stop.target} と同じ URL です（再開: npx yamabiko stop ${target} --resume）`,
    en: `! ${target} stays stopped: it has the URL of ${stop.target}, which was stopped at ${at} (to take it up again: npx yamabiko stop ${target} --resume)`,
  };
}

/** UTF-8 with BOM, safe for spreadsheets. */
export function planTable({ plan }: PlanReport): string {
  return planCsv(plan);
}
