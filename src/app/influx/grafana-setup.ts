import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from '../../core/config.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { openOutgoing } from '../outgoing.ts';
import { configInForce } from '../sharing/config-in-force.ts';
import { GrafanaApi } from './grafana-api.ts';
import { type Placing, writeDataSources, writeOrganisations } from './grafana-files.ts';
import { type GrafanaLogin, grafanaUserOf } from './grafana-user.ts';
import { configOf, grafanaDirOf, type SetupCall, tokensDirOf } from './influx-setup.ts';
import { readOrganisations } from './organisations-file.ts';
import { placeProvisioning } from './place-provisioning.ts';
import { type ReloadWatch, readAgain } from './reload-grafana.ts';
import { requireLoaded } from './require-loaded.ts';
import { setUpOrganisations } from './set-up-organisations.ts';

export interface GrafanaSetupCall extends SetupCall, GrafanaLogin {
  /** Where a service keeps what members have chosen. */
  readonly dataDir: string;
  /** Without a trailing slash. */
  readonly grafanaUrl: string;
  /** Grafana's provisioning folder; null = organisations only. */
  readonly provisioning: string | null;
  /** The same folder as Grafana sees it; null = by the same path. */
  readonly mount: string | null;
  /** Where `influx setup` wrote the tokens; null = `secrets/influx` below the configuration. */
  readonly tokens: string | null;
  readonly operatorMails: readonly string[];
  /** Told once when a new organisation has to be waited for. */
  readonly onWait: () => void;
}

export interface GrafanaSetupReport {
  readonly url: string;
  readonly practice: boolean;
  /** Kinds of files that Grafana was made to read again. */
  readonly reloaded: readonly string[];
  /** Sectors with `alertsBy: grafana` without anybody to tell. */
  readonly unheard: readonly string[];
}

/**
 * Grafana's organisations, then everything that it provisions from files: data sources with tokens of
 * its own to read, dashboards, alert rules, contact points and policies; has Grafana read them, and looks
 * whether it has. Rejects with `usage`, `config_invalid`, `setup_failed` or `outgoing_failed`; a further
 * run takes up where this one ended.
 */
export async function runGrafanaSetup(call: GrafanaSetupCall): Promise<GrafanaSetupReport> {
  const config = configInForce(await configOf(call), call.dataDir);
  const outgoing = await openOutgoing(call.environment);
  try {
    const { grafanaUrl: url, provisioning } = call;
    const api = new GrafanaApi(outgoing, { url, ...(await grafanaUserOf(call)) });
    if (provisioning !== null) await requireFolder(provisioning);
    const organisations = await organisationsOf(config, call, api);
    const report = { url, practice: config.practice, reloaded: [], unheard: [] };
    if (provisioning === null) return report;
    const { dryRun, onStep } = call;
    const placing: Placing = { dir: provisioning, dryRun, onStep };
    const unheard = await placeProvisioning(config, {
      placing,
      organisations,
      tokens: call.tokens ?? tokensDirOf(call),
      mount: call.mount ?? resolve(provisioning),
      operatorMails: call.operatorMails,
    });
    const reloaded = dryRun ? [] : await load(config, { call, api, organisations });
    return { ...report, reloaded, unheard };
  } finally {
    await outgoing.close();
  }
}

async function organisationsOf(
  config: Config,
  call: GrafanaSetupCall,
  api: GrafanaApi,
): Promise<ReadonlyMap<string, number>> {
  const { dryRun, onStep } = call;
  const dir = grafanaDirOf(call);
  const earlier = (await readOrganisations(dir)).keys();
  const organisations = await setUpOrganisations(config, { api, earlier, dryRun, onStep });
  const placing = { dir, dryRun, onStep };
  await writeOrganisations(organisations, placing);
  // For whoever places files by hand, as `influx setup` writes them.
  const tokens = resolve(call.tokens ?? tokensDirOf(call));
  await writeDataSources(config, { ...placing, tokens, organisations });
  return organisations;
}

async function load(
  config: Config,
  made: {
    readonly call: GrafanaSetupCall;
    readonly api: GrafanaApi;
    readonly organisations: ReadonlyMap<string, number>;
  },
): Promise<readonly string[]> {
  const { call, api, organisations } = made;
  const reloaded: string[] = [];
  const watch: ReloadWatch = { onWait: call.onWait, onDone: (kind) => reloaded.push(kind) };
  await readAgain(api, watch);
  await requireLoaded(config, { api, organisations, folder: call.provisioning ?? '' });
  return reloaded;
}

async function requireFolder(dir: string): Promise<void> {
  let problem: string | null = null;
  try {
    if (!(await stat(dir)).isDirectory()) problem = 'ENOTDIR';
  } catch (error) {
    problem = messageOf(error);
  }
  if (problem === null) return;
  throw new AppError('usage', {
    ja: `--provisioning のフォルダ ${dir} を使えません（${problem}）`,
    en: `the folder ${dir} of --provisioning cannot be used (${problem})`,
  });
}
