import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import type { Environment } from './authorities.ts';

const TOKEN = 'YAMABIKO_INFLUX_TOKEN';

export interface InfluxTokenPlace {
  readonly config: Config;
  /** The token's file lies relative to it; null = the working directory. */
  readonly configDir: string | null;
  readonly environment: Environment;
}

/**
 * The service's token: from the environment, else from its file; null where there is neither. Rejects
 * with `usage` for a file that cannot be read.
 */
export async function influxTokenOf(place: InfluxTokenPlace): Promise<string | null> {
  const { config, configDir, environment } = place;
  const own = environment[TOKEN]?.trim() ?? '';
  if (own !== '') return own;
  const path = resolve(configDir ?? '.', config.store.influx.tokenFile);
  try {
    return (await readFile(path, 'utf8')).trim() || null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    const text = {
      ja: `InfluxDB のトークンのファイル ${path} を読み取れません（${messageOf(error)}）`,
      en: `the file ${path} with InfluxDB's token cannot be read (${messageOf(error)})`,
    };
    throw new AppError('usage', text, { cause: error });
  }
}
