import { join } from 'node:path';
import { z } from 'zod';
import { APPLIED_FILE, type AppliedConfig, readApplied } from '../../config/applied-config.ts';
import { DEFAULTS } from '../../config/defaults.ts';
import { timezoneSchema } from '../../config/leaf-schemas.ts';
import { type Config, type Retention, targetsOf } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import type { StoreDirectory } from '../store-directory.ts';
import { optionalConfig } from '../validate.ts';

/** The configuration that is reckoned with, as far as a reckoning needs it. */
export interface Basis {
  readonly name: BasisName;
  readonly practice: boolean;
  /** IANA name. */
  readonly timezone: string;
  readonly retention: Retention;
  readonly targets: readonly BasisTarget[];
}

/** `in_force`: as the service has left it in its store; `folder`: as the files say. */
export type BasisName =
  | { readonly kind: 'in_force'; readonly path: string; readonly appliedAt: number }
  | { readonly kind: 'folder'; readonly path: string };

export interface BasisTarget {
  readonly schedule: string;
  readonly family: Config['sectors'][number]['members'][number]['targets'][number]['family'];
}

export interface FoundBasis {
  /** null where there is no configuration, or none that concerns the store. */
  readonly basis: Basis | null;
  /** What the service of the store measures; null where it left no word. */
  readonly inForce: Basis | null;
  /** Problems of a `./config` that was left out for them. */
  readonly problems: number;
}

const FOLDER = 'config';

/**
 * The configuration asked for, else the one in force in the store, else `./config` unless it is of
 * another kind (practice or public) than the store. Rejects with `usage` or `config_invalid`.
 */
export async function basisOf(
  asked: string | null,
  store: StoreDirectory | null,
): Promise<FoundBasis> {
  const applied = store === null ? null : await readApplied(store.dir);
  const inForce = store === null || applied === null ? null : basisInForce(applied, store);
  if (asked === null && inForce !== null) return { basis: inForce, inForce, problems: 0 };
  const { config, problems } = await optionalConfig(asked);
  const isOther =
    asked === null && store !== null && config !== null && config.practice !== store.practice;
  const basis = config === null || isOther ? null : basisInFolder(config, asked ?? FOLDER);
  return { basis, inForce, problems };
}

function basisInFolder(config: Config, path: string): Basis {
  return {
    name: { kind: 'folder', path },
    practice: config.practice,
    timezone: config.council.timezone,
    retention: config.store.retention,
    targets: targetsOf(config).map(({ target: { schedule, family } }) => ({ schedule, family })),
  };
}

const { retention } = DEFAULTS.store;
const councilSchema = z.object({
  'council.timezone': timezoneSchema,
  'store.retention.rawDays': z.number().default(retention.rawDays),
  'store.retention.fiveMinuteMonths': z.number().default(retention.fiveMinuteMonths),
  'store.retention.hourFiscalYears': z.number().default(retention.hourFiscalYears),
});
const targetSchema = z.object({
  schedule: z.string(),
  family: z.union([z.literal(4), z.literal(6), z.literal('both')]),
});

function basisInForce({ parts, appliedAt }: AppliedConfig, store: StoreDirectory): Basis {
  const path = join(store.dir, APPLIED_FILE);
  const ofKind = (wanted: string) =>
    parts.filter(({ kind }) => kind === wanted).map(({ values }) => values);
  const council = councilSchema.safeParse(ofKind('council')[0]);
  const targets = z.array(targetSchema).safeParse(ofKind('target'));
  if (!council.success || !targets.success) throw notOurs(path);
  const { data } = council;
  return {
    name: { kind: 'in_force', path, appliedAt },
    practice: store.practice,
    timezone: data['council.timezone'],
    retention: {
      rawDays: data['store.retention.rawDays'],
      fiveMinuteMonths: data['store.retention.fiveMinuteMonths'],
      hourFiscalYears: data['store.retention.hourFiscalYears'],
    },
    targets: targets.data,
  };
}

function notOurs(path: string): AppError {
  return new AppError('config_invalid', {
    ja: `適用中の設定の記録 ${path} を読み取れません。サービスを再起動すると作り直されます。--config で設定を指定することもできます`,
    en: `the record of the configuration in force, ${path}, cannot be read; restarting the service writes it anew, and --config names another configuration`,
  });
}
