import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { replaceFile } from '../../config/replace-file.ts';
import type { Config } from '../../core/config.ts';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';
import { dataSourcesOf } from './data-sources.ts';
import { ORGANISATIONS_FILE, organisationsText } from './organisations-file.ts';
import type { OnStep } from './setup-step.ts';

export interface Placing {
  /** Folder of what is written for Grafana. */
  readonly dir: string;
  readonly dryRun: boolean;
  readonly onStep: OnStep;
}

export interface GrafanaFiles extends Placing {
  /** Absolute path of the tokens' folder as Grafana sees it. */
  readonly tokens: string;
  readonly organisations: ReadonlyMap<string, number>;
}

/** The path of the data sources below the folder, as in Grafana's own provisioning folder. */
export const DATA_SOURCES_PATH = join('datasources', 'yamabiko.yaml');

const HEADER = `# Written by \`yamabiko influx setup\` or \`grafana setup\`, which overwrite it. Grafana reads each token from its file.
# \`yamabiko influx setup\` か \`grafana setup\` が書き、上書きします。トークンは Grafana がそれぞれのファイルから読みます。
`;

/** Writes the data sources that Grafana reads; rejects with `setup_failed` or `usage`. */
export async function writeDataSources(config: Config, files: GrafanaFiles): Promise<void> {
  const { organisations, tokens } = files;
  const tokenPath = (file: string) => join(tokens, file);
  const content = dataSourcesOf(config, { organisations, tokenPath });
  const text = HEADER + stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
  await placeFile(DATA_SOURCES_PATH, text, files);
}

/** Keeps the ids for later runs and for the dashboards; rejects with `setup_failed`. */
export async function writeOrganisations(
  organisations: ReadonlyMap<string, number>,
  placing: Placing,
): Promise<void> {
  await placeFile(ORGANISATIONS_FILE, organisationsText(organisations), placing);
}

/** Puts a text below the folder where it is not there already; rejects with `setup_failed`. */
export async function placeFile(
  name: string,
  text: string,
  { dir, dryRun, onStep }: Placing,
): Promise<void> {
  const path = join(dir, name);
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
