import { join, resolve } from 'node:path';
import type { Config } from '../../core/config.ts';
import type { PracticeSize } from '../../practice/practice-council.ts';
import type { Environment } from '../authorities.ts';
import { openOutgoing } from '../outgoing.ts';
import { practiceConfig } from '../practice-config.ts';
import { requireConfig, type Warn } from '../validate.ts';
import { writeDataSources } from './grafana-files.ts';
import type { InfluxVersion } from './influx-version.ts';
import { readOrganisations } from './organisations-file.ts';
import { secretFrom } from './secret-from.ts';
import { setUpInflux } from './setup-influx.ts';
import type { OnStep } from './setup-step.ts';

/** Where a command's answer is to be taken from. */
export interface SetupCall {
  readonly configDir: string;
  /** Of the practice council of this size in place of the folder's own; null = as the files say. */
  readonly practice: PracticeSize | null;
  /** null = `grafana` below the configuration. */
  readonly grafanaDir: string | null;
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
 * InfluxDB, then the data sources for Grafana of those sectors whose organisations `grafana setup` has
 * made. Rejects with `usage`, `config_invalid`, `setup_failed` or `outgoing_failed`.
 */
export async function runInfluxSetup(call: InfluxSetupCall): Promise<InfluxSetupReport> {
  const { environment, dryRun, onStep, groupReadable } = call;
  const config = await configOf(call);
  const { url, org } = config.store.influx;
  const out = call.out ?? tokensDirOf(call);
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
    const dir = grafanaDirOf(call);
    const organisations = await readOrganisations(dir);
    await writeDataSources(config, { dir, tokens: resolve(out), organisations, dryRun, onStep });
    const ids = config.sectors.map(({ id }) => id);
    return { ...report, withoutOrganisation: ids.filter((id) => !organisations.has(id)) };
  } finally {
    await outgoing.close();
  }
}

/** The configuration that a setup is for. */
export async function configOf({ configDir, practice, warn }: SetupCall): Promise<Config> {
  return practice === null
    ? await requireConfig(configDir, warn)
    : await practiceConfig(practice, configDir, warn);
}

export function grafanaDirOf({ grafanaDir, configDir }: SetupCall): string {
  return grafanaDir ?? join(configDir, 'grafana');
}

/** Where tokens lie, if nothing else is said. */
export function tokensDirOf({ configDir }: SetupCall): string {
  return join(configDir, 'secrets', 'influx');
}
