import { type Config, targetsOf } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import { nearestOf } from '../core/nearest.ts';
import type { PracticeSize } from '../practice/practice-council.ts';
import { maintenanceBookOf } from '../schedule/maintenance/maintenance-book.ts';
import type { Occurrence } from '../schedule/maintenance/next-occurrences.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { practiceConfig } from './practice-config.ts';
import { configInForce } from './sharing/config-in-force.ts';
import { requireConfig, type Warn } from './validate.ts';

export interface MaintenanceListQuery {
  /** null = `./config`. */
  readonly configDir: string | null;
  /** Where what members planned on the board lies, also beside the service. */
  readonly dataDir: string;
  /** Of the practice council of this size in place of the folder's own; null = as the files say. */
  readonly practice: PracticeSize | null;
  readonly count: number;
  /** Ids; null = any. */
  readonly target: string | null;
  readonly sector: string | null;
}

/** The next planned work, and what is needed to say it. */
export interface MaintenanceList {
  /** Epoch ms, when it was asked. */
  readonly asOf: number;
  /** The council's IANA name. */
  readonly timezone: string;
  /** The last year of which public holidays are known; null where none are asked for. */
  readonly holidaysUntil: number | null;
  /** Of practice sites. */
  readonly practice: boolean;
  /** Windows of the configuration and of members, of whomever they concern. */
  readonly windows: number;
  readonly occurrences: readonly Occurrence[];
}

/**
 * Reads the configuration and what members planned, and lists what is on and what comes next; rejects with
 * `usage`, `config_invalid`, `store_newer` or `store_unavailable`, with `usage` also for a target or sector that is not there.
 */
export async function listMaintenance(
  query: MaintenanceListQuery,
  warn: Warn,
): Promise<MaintenanceList> {
  const { configDir, dataDir, practice, count, target, sector } = query;
  const files =
    practice === null
      ? await requireConfig(configDir ?? 'config')
      : await practiceConfig(practice, configDir, warn);
  const config = configInForce(files, dataDir);
  if (target !== null)
    requireId(
      '--target',
      target,
      targetsOf(config).map((each) => each.target.id),
    );
  if (sector !== null)
    requireId(
      '--sector',
      sector,
      config.sectors.map(({ id }) => id),
    );
  const asOf = systemClock.now();
  const { nextOccurrences } = maintenanceBookOf(config);
  return {
    asOf,
    timezone: config.council.timezone,
    holidaysUntil: lastYearOf(config),
    practice: config.practice,
    windows: config.maintenance.length,
    occurrences: nextOccurrences({ count, from: asOf, target, sector }),
  };
}

function lastYearOf({ calendar }: Config): number | null {
  const last = calendar.holidays.at(-1);
  return last === undefined ? null : Number(last.date.slice(0, 4));
}

function requireId(option: string, id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  const nearest = nearestOf(id, known);
  throw new AppError('usage', {
    ja: `${option} ${id} は設定にありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}`,
    en: `${option} ${id} is not in the configuration${nearest === null ? '' : ` (did you mean ${nearest}?)`}`,
  });
}
