import type { Environment } from '../authorities.ts';
import type { GrafanaPlace } from './grafana-api.ts';
import { secretFrom } from './secret-from.ts';

/** Where the password of Grafana's administrator is to be taken from. */
export interface GrafanaLogin {
  /** null = from the environment. */
  readonly grafanaPasswordFile: string | null;
  readonly environment: Environment;
}

/** Rejects with `usage` where there is no password. */
export async function grafanaUserOf({
  grafanaPasswordFile: file,
  environment,
}: GrafanaLogin): Promise<Pick<GrafanaPlace, 'user' | 'password'>> {
  const variable = 'YAMABIKO_GRAFANA_ADMIN_PASSWORD';
  const option = '--grafana-password-file';
  return {
    user: environment['YAMABIKO_GRAFANA_ADMIN_USER'] ?? 'admin',
    password: await secretFrom({ option, file, variable, environment }),
  };
}
