import { join } from 'node:path';
import { stringify } from 'yaml';
import { isAlerted, type ProvisionedBefore } from '../../../dashboards/alerting.ts';
import type { CouncilData } from '../../../dashboards/council-data.ts';
import { type Generated, generate } from '../../../dashboards/generate.ts';
import { lintDashboards } from '../../../dashboards/lint.ts';
import { DASHBOARDS_MOUNT } from '../../../dashboards/naming.ts';
import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import { OPERATORS_ORGANISATION, organisationIds } from '../../core/grafana-names.ts';
import { readOrganisations } from '../influx/organisations-file.ts';
import { councilData } from './council-data.ts';
import {
  compareGenerated,
  type FolderChange,
  readGenerated,
  writeGenerated,
} from './generated-folder.ts';
import type { Manifest } from './manifest.ts';

export interface BuildCall {
  readonly config: Config;
  readonly outDir: string;
  /** Folder of what `influx setup` wrote for Grafana, the ids of its organisations among it. */
  readonly grafanaDir: string;
  /** Where Grafana finds `outDir`. */
  readonly mount: string;
  /** Who is told that the prober is silent; none = Grafana's own contact point of the operators. */
  readonly operatorMails: readonly string[];
  /** Only looks whether the folder is up to date. */
  readonly isCheck: boolean;
}

export interface BuildReport extends FolderChange {
  readonly dashboards: number;
  readonly rules: number;
  /** Sectors with `alertsBy: grafana` whose secretariat has no verified mail contact: nobody is alerted. */
  readonly unheard: readonly string[];
}

/** What is to be written; paths below the folder, with `/`. */
export interface PreparedDashboards {
  readonly before: Manifest;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, string>;
  readonly report: Omit<BuildReport, keyof FolderChange>;
}

/**
 * Makes the dashboards, alert rules, contact points and policies of a configuration and writes them.
 * Rejects with `usage` for folders that cannot be used, with `internal` where what was made is wrong.
 */
export async function buildDashboards(call: BuildCall): Promise<BuildReport> {
  const known = await readOrganisations(call.grafanaDir);
  const { before, manifest, files, report } = await prepareDashboards(call, known);
  const change = call.isCheck
    ? await compareGenerated(call.outDir, before, files)
    : await writeGenerated(call.outDir, before, { files, manifest });
  return { ...change, ...report };
}

/** All of it but the writing. `given`: ids of organisations by sector as Grafana gave them. */
export async function prepareDashboards(
  call: Pick<BuildCall, 'config' | 'outDir' | 'mount' | 'operatorMails'>,
  given: ReadonlyMap<string, number>,
): Promise<PreparedDashboards> {
  const before = await readGenerated(call.outDir);
  const council = councilData(call.config);
  // As an earlier run took them to be where Grafana was not asked.
  const known = given.size > 0 ? given : before.organisations;
  const organisations = organisationIds(
    council.sectors.map(({ id }) => id),
    known,
  );
  const generated = generate(council, {
    organisations,
    operatorMails: call.operatorMails,
    earlier: stillOurs(before, known),
    mount: call.mount,
  });
  requireSound(generated);
  const manifest: Manifest = {
    organisations: new Map([...known, ...organisations]),
    provisioned: generated.provisioned,
    files: [],
  };
  const report = { dashboards: generated.dashboards.size, ...alertReport(generated, council) };
  return { before, manifest, files: filesOf(generated), report };
}

/**
 * What was provisioned in organisations that are still those of the same sector. An id that was only
 * guessed may be somebody else's organisation, of which nothing must be deleted.
 */
function stillOurs(
  { organisations, provisioned }: Manifest,
  known: ReadonlyMap<string, number>,
): ProvisionedBefore {
  const ours = [...organisations].filter(([sector, id]) => known.get(sector) === id);
  const ids = new Set([OPERATORS_ORGANISATION, ...ours.map(([, id]) => id)]);
  return new Map([...provisioned].filter(([id]) => ids.has(id)));
}

function requireSound({ dashboards }: Generated): void {
  const problems = lintDashboards(
    [...dashboards].map(([path, dashboard]) => ({ path, dashboard })),
  );
  if (problems.length > 0) throw new AppError('internal', problems.join('\n'));
}

const HEADER = `# Made by \`yamabiko dashboards build\`, which overwrites it.
# \`yamabiko dashboards build\` が作り、上書きします。
`;

/** Texts by path. */
function filesOf({ dashboards, provisioning }: Generated): ReadonlyMap<string, string> {
  const yaml = { lineWidth: 0, aliasDuplicateObjects: false };
  return new Map([
    ...[...dashboards].map(
      ([path, dashboard]) => [path, `${JSON.stringify(dashboard, null, 2)}\n`] as const,
    ),
    ...[...provisioning].map(
      ([path, content]) => [path, HEADER + stringify(content, yaml)] as const,
    ),
  ]);
}

function alertReport(
  { ruleCount }: Pick<Generated, 'ruleCount'>,
  { sectors }: CouncilData,
): Pick<BuildReport, 'rules' | 'unheard'> {
  const unheard = sectors.filter((sector) => sector.alertsBy === 'grafana' && !isAlerted(sector));
  return { rules: ruleCount, unheard: unheard.map(({ id }) => id) };
}

/** Where Grafana finds what is generated, if nothing else is said. */
export const DEFAULT_MOUNT = DASHBOARDS_MOUNT;

/** Where `influx setup` writes, if nothing else is said. */
export function grafanaDirOf(configDir: string): string {
  return join(configDir, 'grafana');
}
