import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import { prepareDashboards } from '../dashboards/build-dashboards.ts';
import { compareGenerated, writeGenerated } from '../dashboards/generated-folder.ts';
import { type Placing, placeFile, writeDataSources } from './grafana-files.ts';
import { copyTokens } from './grafana-tokens.ts';
import { TokenFiles } from './token-files.ts';

export interface ProvisioningPlan {
  readonly placing: Placing;
  readonly organisations: ReadonlyMap<string, number>;
  /** Where `influx setup` wrote the tokens. */
  readonly tokens: string;
  /** The provisioning folder as Grafana sees it. */
  readonly mount: string;
  readonly operatorMails: readonly string[];
}

/** Folders of ours in Grafana's provisioning folder, which looks only into those that it knows. */
const DASHBOARDS = 'yamabiko';
const TOKENS = 'yamabiko-tokens';

/** Of the generated files those that Grafana looks for; the others it finds by them. */
const PROVISIONING = 'provisioning/';

/**
 * Puts into Grafana's provisioning folder all that it reads, tokens included, so that nothing of it has
 * to be readable elsewhere. Resolves with the sectors that Grafana alerts without anybody to tell.
 * Rejects with `setup_failed` and `usage`.
 */
export async function placeProvisioning(
  config: Config,
  plan: ProvisioningPlan,
): Promise<readonly string[]> {
  const { placing, organisations, mount } = plan;
  const { dir, dryRun, onStep } = placing;
  const { gid } = await stat(dir);
  await copyTokens(config, {
    from: new TokenFiles(plan.tokens, false),
    to: new TokenFiles(join(dir, TOKENS), true, gid),
    dryRun,
    onStep,
  });
  await writeDataSources(config, { ...placing, tokens: `${mount}/${TOKENS}`, organisations });
  return await placeDashboards(config, plan);
}

async function placeDashboards(
  config: Config,
  { placing, organisations, mount, operatorMails }: ProvisioningPlan,
): Promise<readonly string[]> {
  const { dir, dryRun, onStep } = placing;
  const outDir = join(dir, DASHBOARDS);
  const call = { config, outDir, mount: `${mount}/${DASHBOARDS}`, operatorMails };
  const { before, manifest, files, report } = await prepareDashboards(call, organisations);
  const own = new Map([...files].filter(([path]) => !path.startsWith(PROVISIONING)));
  const { written, removed } = dryRun
    ? await compareGenerated(outDir, before, own)
    : await writeGenerated(outDir, before, { files: own, manifest });
  const isSame = written.length + removed.length === 0;
  const changed = before.files.length === 0 ? 'created' : 'updated';
  const outcome = isSame ? 'kept' : changed;
  const detail = {
    ja: `${report.dashboards} 枚（書く ${written.length}、消す ${removed.length}）`,
    en: `${report.dashboards} (${written.length} to write, ${removed.length} to remove)`,
  };
  onStep({ subject: 'grafana_dashboards', name: outDir, outcome, detail });
  for (const [path, text] of files) {
    if (!path.startsWith(PROVISIONING)) continue;
    await placeFile(path.slice(PROVISIONING.length), text, placing);
  }
  return report.unheard;
}
