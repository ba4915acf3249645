import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGrafanaSetup } from '../../../src/app/influx/grafana-setup.ts';
import { runInfluxSetup } from '../../../src/app/influx/influx-setup.ts';
import { reloadGrafana } from '../../../src/app/influx/reload-grafana.ts';
import { write } from '../../dashboards/ask.ts';
import { probeLine, sampleLines } from '../../dashboards/sample-points.ts';
import { clearGrafana, type RealGrafana } from './grafana-places.ts';
import { type InfluxKind, type InfluxPlace, SetupFolder } from './influx-places.ts';

const MINUTE_MS = 60_000;

/** Files of alerting and dashboards as they lie in Grafana's provisioning folder. */
const PROVISIONED_FILES = [
  'dashboards/yamabiko.yaml',
  'alerting/yamabiko-rules.yaml',
  'alerting/yamabiko-contact-points.yaml',
  'alerting/yamabiko-policies.yaml',
] as const;

const RULES_FILE = 'alerting/yamabiko-rules.yaml';

/** Rules of the operators' organisation. */
export const OPERATOR_RULES = ['no-data-from-prober', 'patterns-open'] as const;

const SITES = ['0001-home', '0001-login', '0002-home', '0002-bare'] as const;

/**
 * A council of two sectors in an InfluxDB and a Grafana that run: set up and loaded by what a user runs,
 * and filled. The first sector is alerted by Grafana, the other by the service; nobody else has their ids.
 */
export class GrafanaCouncil {
  readonly gas = `a${randomBytes(4).toString('hex')}`;
  readonly water = `b${randomBytes(4).toString('hex')}`;
  /** Ids of the sectors' organisations. */
  readonly organisations = new Map<string, number>();
  readonly #grafana: RealGrafana;
  readonly #place: InfluxPlace;
  readonly #folder: SetupFolder;

  private constructor(grafana: RealGrafana, place: InfluxPlace, folder: SetupFolder) {
    this.#grafana = grafana;
    this.#place = place;
    this.#folder = folder;
  }

  static async load(grafana: RealGrafana, influx: InfluxKind): Promise<GrafanaCouncil> {
    const place = await influx.start();
    const council = new GrafanaCouncil(grafana, place, await SetupFolder.make(place));
    try {
      await council.#setUp();
      await council.#fill();
      return council;
    } catch (error) {
      await council.close();
      throw error;
    }
  }

  /** Takes all of it away again; in the operators' organisation empty folders stay. */
  async close(): Promise<void> {
    const { provisioning } = this.#grafana;
    for (const file of PROVISIONED_FILES) await rm(join(provisioning, file), { force: true });
    const gone = OPERATOR_RULES.map((uid) => `{ orgId: 1, uid: ${uid} }`).join(', ');
    const deletes = `apiVersion: 1\ndeleteRules: [${gone}]\n`;
    await writeFile(join(provisioning, RULES_FILE), deletes);
    await this.#reload();
    await rm(join(provisioning, RULES_FILE));
    await clearGrafana(this.#grafana, this.organisations.values());
    await this.#folder.remove();
    await this.#place.close();
  }

  get #environment() {
    return {
      YAMABIKO_INFLUX_ADMIN_TOKEN: this.#place.token,
      YAMABIKO_GRAFANA_ADMIN_PASSWORD: this.#grafana.password,
      YAMABIKO_GRAFANA_ADMIN_USER: this.#grafana.user,
    };
  }

  async #setUp(): Promise<void> {
    const { gas, water } = this;
    await this.#folder.sectors(gas, water);
    const sectors = join(this.#folder.dir, 'sectors');
    await writeFile(join(sectors, `${gas}.yaml`), alertedSector(gas));
    const { provisioning, url } = this.#grafana;
    const common = { configDir: this.#folder.dir, practice: null, grafanaDir: null, dryRun: false };
    const dataDir = join(this.#folder.dir, 'data');
    const told = {
      ...{ environment: this.#environment, onStep: () => {}, onWait: () => {}, warn: () => {} },
    };
    await runInfluxSetup({
      ...{ ...common, ...told, adminTokenFile: null, out: null, groupReadable: false },
    });
    await runGrafanaSetup({
      ...{ ...common, ...told, dataDir, grafanaUrl: url, provisioning, grafanaPasswordFile: null },
      ...{ mount: null, tokens: null, operatorMails: [] },
    });
    const path = join(this.#folder.dir, 'grafana', 'organisations.json');
    const given = JSON.parse(await readFile(path, 'utf8'));
    for (const sector of [gas, water]) this.organisations.set(sector, given[sector]);
  }

  /** An hour of points of every measurement, then ten minutes in which some of gas is slow or fails. */
  async #fill(): Promise<void> {
    const { gas, water } = this;
    const token = await this.#folder.token('service.token');
    const influx = { ...this.#place, token };
    const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    const all = sampleLines(
      now,
      SITES.map((site) => `gas-${site}`),
    );
    const bad = Array.from({ length: 10 }, (_, n) => now - n * MINUTE_MS).flatMap((at) => [
      probeLine({ target: 'gas-0001-home', at, totalMs: 4000 }),
      probeLine({ target: 'gas-0001-login', at, outcome: 'failure' }),
      probeLine({ target: 'gas-0002-home', at, totalMs: 900 }),
    ]);
    const of = (sector: string, kind: RegExp, lines = all) =>
      lines.filter((line) => kind.test(line)).map((line) => line.replaceAll('gas', sector));
    const sampled = /^(probe|incident|judgement),/;
    const held: Readonly<Record<string, readonly string[]>> = {
      yamabiko: [...of(gas, /^(probe|prober|gap|incident|judgement),/), ...of(gas, /^/, bad)],
      yamabiko_1h: of(gas, /^rollup,/),
      shared: of(gas, /^sector_minute,/).map((line) => line.replaceAll('water', water)),
      [`sector_${gas}`]: [...of(gas, sampled), ...of(gas, /^/, bad)],
      [`sector_${water}`]: of(water, sampled),
    };
    for (const [bucket, lines] of Object.entries(held)) await write(influx, bucket, lines);
  }

  async #reload(): Promise<void> {
    const call = { grafanaPasswordFile: null, environment: this.#environment };
    await reloadGrafana(this.#grafana.url, call, { onWait: () => {}, onDone: () => {} });
  }
}

/** Sites with two times, with one, and with none; two ratios; somebody to tell. */
function alertedSector(id: string): string {
  const enrolment = '{ by: Member, on: 2026-10-01 }';
  const site = (name: string, thresholds: string) =>
    `      - { id: ${id}-${name}, url: "https://${name}.example/", enrolment: ${enrolment}${thresholds} }`;
  const usual = ', thresholds: { warnMs: 1500, criticalMs: 3000, failingShareRatio: 0.2 }';
  const strict = ', thresholds: { warnMs: 500, failingShareRatio: 0.5 }';
  return `sector:
  id: ${id}
  field: life
  name: Gas
  alertsBy: grafana
  secretariat:
    name: Office
    contacts: [{ kind: mail, to: office@gas.example, verifiedOn: 2026-10-01 }]
members:
  - id: ${id}-0001
    name: One
    targets:
${site(SITES[0], usual)}
${site(SITES[1], usual)}
  - id: ${id}-0002
    name: Two
    targets:
${site(SITES[2], strict)}
${site(SITES[3], '')}
`;
}
