import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import type { PracticeSize } from '../../practice/practice-council.ts';
import type { Environment } from '../authorities.ts';
import { openOutgoing } from '../outgoing.ts';
import { practiceConfig } from '../practice-config.ts';
import { requireConfig, type Warn } from '../validate.ts';
import { GrafanaApi } from './grafana-api.ts';
import { writeDataSources, writeOrganisations } from './grafana-files.ts';
import type { InfluxVersion } from './influx-version.ts';
import { readOrganisations } from './organisations-file.ts';
import { secretFrom } from './secret-from.ts';
import { setUpOrganisations } from './set-up-organisations.ts';
import { setUpInflux } from './setup-influx.ts';
import type { OnStep } from './setup-step.ts';

/** Where a command's answer is to be taken from. */
export interface SetupCall {
  readonly configDir: string;
  /** Of the practice council of this size in place of the folder's own; null = as the files say. */
  readonly practice: PracticeSize | null;
  /** null = `grafana` below the configuration. */
  readonly grafanaDir: string | null;
  /** Without a trailing slash; null = no Grafana is asked. */
  readonly grafanaUrl: string | null;
  readonly grafanaPasswordFile: string | null;
  readonly dryRun: boolean;
  readonly environment: Environment;
  readonly onStep: OnStep;
  readonly warn: Warn;
}

export interface InfluxSetupCall extends SetupCall {
  readonly adminTokenFile: string | null;
  /** null = `secrets/influx` below the configuration. */
  readonly out: string | null;
  readonly groupReadable: boolean;
}

export interface InfluxSetupReport {
  readonly url: string;
  readonly org: string;
  readonly version: InfluxVersion;
  readonly practice: boolean;
  readonly hasReplaced: boolean;
  /** For InfluxDB 1.x in a dry run; else null. */
  readonly statements: readonly string[] | null;
  /** Sectors without a data source, since the id of their organisation in Grafana is not known. */
  readonly withoutOrganisation: readonly string[];
}

/**
 * InfluxDB first, then Grafana's organisations where a Grafana is named, then its data sources. Rejects
 * with `usage`, `config_invalid`, `setup_failed` or `outgoing_failed`.
 */
export async function setUpInfluxAndGrafana(call: InfluxSetupCall): Promise<InfluxSetupReport> {
  const { configDir, environment, dryRun, onStep, groupReadable } = call;
  const config = await configOf(call);
  const { url, org } = config.store.influx;
  const out = call.out ?? join(configDir, 'secrets', 'influx');
  const outgoing = await openOutgoing(environment);
  try {
    const variable = 'YAMABIKO_INFLUX_ADMIN_TOKEN';
    const option = '--admin-token-file';
    const adminToken = () =>
      secretFrom({ option, file: call.adminTokenFile, variable, environment });
    const places = { config, outgoing, adminToken, out, groupReadable, dryRun, onStep };
    const { version, hasReplaced, statements } = await setUpInflux(places);
    const report = { url, org, version, practice: config.practice, hasReplaced, statements };
    if (statements !== null) return { ...report, withoutOrganisation: [] };
    const organisations = await organisationsOf(config, call, outgoing);
    const dir = grafanaDirOf(call);
    await writeDataSources(config, { dir, tokens: out, organisations, dryRun, onStep });
    const ids = config.sectors.map(({ id }) => id);
    return { ...report, withoutOrganisation: ids.filter((id) => !organisations.has(id)) };
  } finally {
    await outgoing.close();
  }
}

/** Makes the organisations only; resolves with their number. Rejects as {@link setUpInfluxAndGrafana}. */
export async function setUpGrafana(call: SetupCall): Promise<number> {
  const config = await configOf(call);
  const outgoing = await openOutgoing(call.environment);
  try {
    return (await organisationsOf(config, call, outgoing)).size;
  } finally {
    await outgoing.close();
  }
}

async function configOf({ configDir, practice, warn }: SetupCall): Promise<Config> {
  return practice === null
    ? await requireConfig(configDir, warn)
    : await practiceConfig(practice, configDir, warn);
}

/** As Grafana says where one is named, else as an earlier run wrote them down. */
async function organisationsOf(
  config: Config,
  call: SetupCall,
  outgoing: Awaited<ReturnType<typeof openOutgoing>>,
): Promise<ReadonlyMap<string, number>> {
  const { grafanaUrl: url, dryRun, onStep } = call;
  const dir = grafanaDirOf(call);
  const known = await readOrganisations(dir);
  if (url === null) return known;
  const api = new GrafanaApi(outgoing, { url, ...(await grafanaUserOf(call)) });
  const setup = { api, earlier: known.keys(), dryRun, onStep };
  const organisations = await setUpOrganisations(config, setup);
  await writeOrganisations({ dir, organisations, dryRun, onStep });
  return organisations;
}

function grafanaDirOf({ grafanaDir, configDir }: SetupCall): string {
  return grafanaDir ?? join(configDir, 'grafana');
}

/** Rejects with `usage` where there is no password. */
export async function grafanaUserOf({
  grafanaPasswordFile: file,
  environment,
}: Pick<SetupCall, 'grafanaPasswordFile' | 'environment'>): Promise<{
  readonly user: string;
  readonly password: string;
}> {
  const variable = 'YAMABIKO_GRAFANA_ADMIN_PASSWORD';
  const option = '--grafana-password-file';
  return {
    user: environment['YAMABIKO_GRAFANA_ADMIN_USER'] ?? 'admin',
    password: await secretFrom({ option, file, variable, environment }),
  };
}
