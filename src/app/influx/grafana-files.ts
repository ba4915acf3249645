import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { replaceFile } from '../../config/replace-file.ts';
import type { Config } from '../../core/config.ts';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';
import { dataSourcesOf } from './data-sources.ts';
import { organisationsPath, organisationsText } from './organisations-file.ts';
import type { OnStep } from './setup-step.ts';

export interface GrafanaFiles {
  /** Folder of what is written for Grafana. */
  readonly dir: string;
  /** Folder of the tokens. */
  readonly tokens: string;
  readonly organisations: ReadonlyMap<string, number>;
  readonly dryRun: boolean;
  readonly onStep: OnStep;
}

/** The path of the data sources below the folder, as in Grafana's own provisioning folder. */
export const DATA_SOURCES_PATH = join('datasources', 'yamabiko.yaml');

const HEADER = `# Written by \`yamabiko influx setup\`, which overwrites it. Grafana reads each token from its file.
# \`yamabiko influx setup\` が書き、上書きします。トークンは Grafana がそれぞれのファイルから読みます。
`;

/** Writes the data sources that Grafana reads; rejects with `setup_failed` or `usage`. */
export async function writeDataSources(config: Config, files: GrafanaFiles): Promise<void> {
  const { organisations, tokens } = files;
  const tokenPath = (file: string) => resolve(tokens, file);
  const content = dataSourcesOf(config, { organisations, tokenPath });
  const text = HEADER + stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
  await put(join(files.dir, DATA_SOURCES_PATH), text, files);
}

/** Keeps the ids for later runs and for the dashboards; rejects with `setup_failed`. */
export async function writeOrganisations(
  files: Pick<GrafanaFiles, 'dir' | 'organisations' | 'dryRun' | 'onStep'>,
): Promise<void> {
  await put(organisationsPath(files.dir), organisationsText(files.organisations), files);
}

async function put(
  path: string,
  text: string,
  { dryRun, onStep }: Pick<GrafanaFiles, 'dryRun' | 'onStep'>,
): Promise<void> {
  try {
    const old = await textOf(path);
    if (old !== text && !dryRun) {
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, text, 0o644);
    }
    const changed = old === null ? 'created' : 'updated';
    const outcome = old === text ? 'kept' : changed;
    onStep({ subject: 'grafana_file', name: path, outcome, detail: null });
  } catch (error) {
    const failed = {
      ja: `${path} を読み書きできません（${messageOf(error)}）`,
      en: `${path} cannot be read or written (${messageOf(error)})`,
    };
    throw new AppError('setup_failed', failed, { cause: error });
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
