import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import type { OnStep, SetupStep } from './setup-step.ts';
import type { TokenFiles } from './token-files.ts';
import { OPERATORS_TOKEN_FILE, sectorTokenFile } from './wanted-tokens.ts';

export interface TokenCopies {
  /** Where `influx setup` wrote them. */
  readonly from: TokenFiles;
  /** Where Grafana reads them. */
  readonly to: TokenFiles;
  readonly dryRun: boolean;
  readonly onStep: OnStep;
}

/**
 * Gives Grafana its own copy of the tokens that only read; the service's, which writes, stays where it
 * is. Copies of sectors that are gone are deleted. Rejects with `setup_failed`.
 */
export async function copyTokens({ sectors }: Config, copies: TokenCopies): Promise<void> {
  const wanted = [OPERATORS_TOKEN_FILE, ...sectors.map(({ id }) => sectorTokenFile(id))];
  for (const file of wanted) {
    const outcome = await copy(file, copies);
    tell(file, outcome, copies);
  }
  for (const file of await copies.to.names()) {
    if (wanted.includes(file) || !file.endsWith('.token')) continue;
    if (!copies.dryRun) await copies.to.remove(file);
    tell(file, 'removed', copies);
  }
}

async function copy(
  file: string,
  { from, to, dryRun }: TokenCopies,
): Promise<SetupStep['outcome']> {
  const token = await from.read(file);
  if (token === null && !dryRun) throw missing(from.path(file));
  const before = await to.read(file);
  if (before !== null && before === token) {
    const isNarrowed = !dryRun && (await to.narrow(file));
    return isNarrowed ? 'updated' : 'kept';
  }
  if (token !== null && !dryRun) await to.write(file, token);
  return before === null ? 'created' : 'replaced';
}

function tell(file: string, outcome: SetupStep['outcome'], { to, onStep }: TokenCopies): void {
  onStep({ subject: 'grafana_token', name: to.path(file), outcome, detail: null });
}

function missing(path: string): AppError {
  return new AppError('setup_failed', {
    ja: `トークン ${path} がありません。先に npx yamabiko influx setup を実行してください`,
    en: `there is no token ${path}; run npx yamabiko influx setup first`,
  });
}
