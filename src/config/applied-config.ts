import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { accessDenied } from '../core/access-denied.ts';
import type { Config } from '../core/config.ts';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import { PART_KINDS } from '../core/words/told-plan.ts';
import { type CouncilPart, partsOf } from './plan/council-parts.ts';
import { replaceFile } from './replace-file.ts';

/** The configuration in force, as the running service has left it in its data directory. */
export interface AppliedConfig {
  /** Epoch ms. */
  readonly appliedAt: number;
  readonly parts: readonly CouncilPart[];
  /** It is the practice council that the program brings along: no file says what it is. */
  readonly isBuiltIn: boolean;
  /** Of targets that were stopped: URLs that `parts` do not have under their ids any more. */
  readonly stoppedUrls: readonly StoppedUrl[];
  /** Parts that a start left out although nobody had confirmed that they go. */
  readonly unconfirmed: readonly CouncilPart[];
}

export interface StoppedUrl {
  /** The id that it was stopped under. */
  readonly target: string;
  readonly url: string;
}

/** What is recorded beside the configuration. */
export interface AppliedNote
  extends Partial<Pick<AppliedConfig, 'isBuiltIn' | 'stoppedUrls' | 'unconfirmed'>> {
  /** Epoch ms. */
  readonly appliedAt: number;
}

export const APPLIED_FILE = 'applied-config.json';

const partSchema = z.object({
  kind: z.enum(PART_KINDS),
  id: z.string(),
  sector: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const appliedSchema = z.object({
  format: z.literal(1),
  appliedAt: z.int(),
  parts: z.array(partSchema),
  isBuiltIn: z.boolean().default(false),
  stoppedUrls: z.array(z.object({ target: z.string(), url: z.string() })).default([]),
  unconfirmed: z.array(partSchema).default([]),
});

/**
 * Writes what `plan` compares with; to be called with each configuration taken. `dataDir` is where
 * its samples lie and must exist; passwords of webhooks are not in the file.
 */
export async function writeApplied(
  dataDir: string,
  config: Config,
  { appliedAt, isBuiltIn = false, stoppedUrls = [], unconfirmed = [] }: AppliedNote,
): Promise<void> {
  const parts = partsOf(config);
  const applied = { format: 1, appliedAt, parts, isBuiltIn, stoppedUrls, unconfirmed };
  await replaceFile(join(dataDir, APPLIED_FILE), `${JSON.stringify(applied)}\n`, 0o600);
}

/** What a change is planned against: what is in force, and what nobody has confirmed to go. */
export function planBase(applied: AppliedConfig | null): readonly CouncilPart[] {
  return applied === null ? [] : [...applied.parts, ...applied.unconfirmed];
}

/** null where nothing was applied yet; rejects with `config_invalid` for a file that is not ours. */
export async function readApplied(dataDir: string): Promise<AppliedConfig | null> {
  const path = join(dataDir, APPLIED_FILE);
  try {
    return appliedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    const reason = error instanceof z.ZodError ? 'another format' : messageOf(error);
    const text = accessDenied(path, 'read', error) ?? {
      ja: `適用中の設定の記録 ${path} を読み取れません（${reason}）。サービスを再起動すると作り直されます`,
      en: `the record of the configuration in force, ${path}, cannot be read (${reason}); restarting the service writes it anew`,
    };
    throw new AppError('config_invalid', text, { cause: error });
  }
}
