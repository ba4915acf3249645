import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InfluxOutcome, setUpInflux } from '../../../src/app/influx/setup-influx.ts';
import { isChange, type SetupStep } from '../../../src/app/influx/setup-step.ts';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import type { Config } from '../../../src/core/config.ts';
import { InfluxV2Api } from '../../support/influx-v2-api.ts';

/** An InfluxDB 2.x to set up: one of the test's own, or the one that the environment names. */
export interface InfluxPlace {
  readonly url: string;
  /** An operator token. */
  readonly token: string;
  /** Of an organisation that nobody else uses, and that is not there yet. */
  readonly org: string;
  close(): Promise<void>;
}

export interface InfluxKind {
  readonly kind: string;
  start(): Promise<InfluxPlace>;
}

const { YAMABIKO_TEST_INFLUX_URL: realUrl, YAMABIKO_TEST_INFLUX_TOKEN: realToken } = process.env;

/** Whether an InfluxDB 2.x is named by the environment, with an operator token. */
const HAS_REAL = realUrl !== undefined && realToken !== undefined;

export const INFLUX_KINDS: readonly InfluxKind[] = [
  {
    kind: 'a server with the API of InfluxDB 2.x',
    async start() {
      const api = await InfluxV2Api.start();
      const { url, operatorToken: token } = api;
      return { url, token, org: 'council', close: () => api.close() };
    },
  },
  ...(HAS_REAL ? [{ kind: 'the InfluxDB of YAMABIKO_TEST_INFLUX_URL', start: realPlace }] : []),
];

async function realPlace(): Promise<InfluxPlace> {
  const url = (realUrl ?? '').replace(/\/+$/, '');
  const token = realToken ?? '';
  const org = `yamabiko-test-${randomBytes(6).toString('hex')}`;
  const headers = { authorization: `Token ${token}` };
  const close = async (): Promise<void> => {
    const found = await fetch(`${url}/api/v2/orgs?org=${org}`, { headers });
    if (found.status === 404) return;
    const { orgs } = JSON.parse(await found.text());
    for (const { id } of orgs) {
      await fetch(`${url}/api/v2/orgs/${id}`, { method: 'DELETE', headers });
    }
  };
  return { url, token, org, close };
}

export interface Run {
  readonly steps: readonly SetupStep[];
  readonly changes: readonly string[];
  readonly outcome: InfluxOutcome;
}

/** A configuration folder of its own, with sectors that a test may add and take away. */
export class SetupFolder {
  readonly dir: string;
  readonly out: string;
  readonly #place: Pick<InfluxPlace, 'url' | 'org'>;

  constructor(dir: string, place: Pick<InfluxPlace, 'url' | 'org'>) {
    this.dir = dir;
    this.out = join(dir, 'secrets', 'influx');
    this.#place = place;
  }

  static async make(place: Pick<InfluxPlace, 'url' | 'org'>): Promise<SetupFolder> {
    const folder = new SetupFolder(await mkdtemp(join(tmpdir(), 'yamabiko-influx-')), place);
    await folder.retain(90);
    await folder.sectors('gas', 'water');
    return folder;
  }

  async retain(rawDays: number): Promise<void> {
    const { url, org } = this.#place;
    const text = `council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: life, name: Life }]
store:
  kind: influx
  retention: { rawDays: ${rawDays}, fiveMinuteMonths: 13, hourFiscalYears: 6 }
  influx: { url: "${url}", org: "${org}" }
`;
    await writeFile(join(this.dir, 'yamabiko.yaml'), text);
  }

  async sectors(...ids: readonly string[]): Promise<void> {
    const folder = join(this.dir, 'sectors');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    for (const id of ids) {
      await writeFile(join(folder, `${id}.yaml`), sectorText(id));
    }
  }

  config(): Promise<Config> {
    return requireConfig(this.dir);
  }

  async run(
    token: string,
    { dryRun = false, groupReadable = false, steps = [] as SetupStep[] } = {},
  ): Promise<Run> {
    const outgoing = await openOutgoing({});
    try {
      const outcome = await setUpInflux({
        ...{ config: await this.config(), outgoing, out: this.out, groupReadable, dryRun },
        adminToken: () => Promise.resolve(token),
        onStep: (step) => steps.push(step),
      });
      const changes = steps.filter(isChange).map((each) => stepText(each));
      return { steps, changes, outcome };
    } finally {
      await outgoing.close();
    }
  }

  async token(file: string): Promise<string> {
    return (await readFile(join(this.out, file), 'utf8')).trim();
  }

  async modeOf(file: string): Promise<number> {
    return (await stat(join(this.out, file))).mode & 0o777;
  }

  remove(): Promise<void> {
    return rm(this.dir, { recursive: true });
  }
}

function sectorText(id: string): string {
  return `sector: { id: ${id}, field: life, name: "${id}" }
members:
  - id: ${id}-0001
    name: Member
    targets:
      - id: ${id}-0001-home
        url: https://${id}.example/
        enrolment: { by: Member, on: 2026-10-01 }
`;
}

export function stepText({ subject, name, outcome }: SetupStep): string {
  return `${outcome} ${subject} ${name}`;
}

/** Names of the buckets that a token reads; null where it is not known. */
export async function readableWith(
  token: string,
  { url, org }: Pick<InfluxPlace, 'url' | 'org'>,
  operatorToken: string,
): Promise<readonly string[] | null> {
  const asOperator = { headers: { authorization: `Token ${operatorToken}` } };
  const { orgs } = JSON.parse(
    await (await fetch(`${url}/api/v2/orgs?org=${org}`, asOperator)).text(),
  );
  const query = `${url}/api/v2/buckets?orgID=${orgs[0].id}&limit=100`;
  const answer = await fetch(query, { headers: { authorization: `Token ${token}` } });
  if (answer.status === 401) return null;
  const { buckets } = JSON.parse(await answer.text());
  return buckets.map(({ name }: { name: string }) => name).sort();
}
