import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runGrafanaSetup } from '../../../src/app/influx/grafana-setup.ts';
import { runInfluxSetup } from '../../../src/app/influx/influx-setup.ts';
import { reloadGrafana } from '../../../src/app/influx/reload-grafana.ts';
import { fillIn } from '../../dashboards/ask.ts';
import { GrafanaTestApi } from '../../support/grafana-api.ts';
import {
  type AskedPanel,
  foundShape,
  framesShape,
  loadedShape,
  readGrafana,
  rulesShape,
} from './grafana-answers.ts';
import { GrafanaCouncil } from './grafana-council.ts';
import { clearGrafana, queryGrafana, REAL_GRAFANAS } from './grafana-places.ts';
import { INFLUX_KINDS, type InfluxPlace, SetupFolder } from './influx-places.ts';

describe('grafana reload', () => {
  let grafana: GrafanaTestApi;
  beforeEach(async () => {
    grafana = await GrafanaTestApi.start();
  });
  afterEach(() => grafana.close());
  const reload = async () => {
    const done: string[] = [];
    let waits = 0;
    const environment = { YAMABIKO_GRAFANA_ADMIN_PASSWORD: grafana.password };
    await reloadGrafana(
      grafana.url,
      { grafanaPasswordFile: null, environment },
      { onDone: (kind) => done.push(kind), onWait: () => (waits += 1) },
    );
    return { done, waits };
  };

  it('has Grafana read its files again', async () => {
    const { done, waits } = await reload();
    expect(done).toEqual(['datasources', 'dashboards', 'alerting']);
    expect(grafana.reloaded).toEqual(done);
    expect(waits).toBe(0);
  });

  it('waits with the alerting until a new organisation has it', async () => {
    grafana.notReady = 2;
    const { waits } = await reload();
    expect(grafana.reloaded).toEqual(['datasources', 'dashboards', 'alerting']);
    expect([waits, grafana.notReady]).toEqual([1, 0]);
  });
});

describe.each(REAL_GRAFANAS)('the Grafana at $url', (grafana) => {
  const [one, other] = [`a${randomBytes(4).toString('hex')}`, `b${randomBytes(4).toString('hex')}`];
  const ids = new Map<string, number>();
  let place: InfluxPlace;
  let folder: SetupFolder;
  beforeAll(async () => {
    const influx = INFLUX_KINDS.at(-1);
    if (influx === undefined) throw new Error('there is no InfluxDB');
    place = await influx.start();
    folder = await SetupFolder.make(place);
    await folder.sectors(one, other);
    const environment = {
      YAMABIKO_INFLUX_ADMIN_TOKEN: place.token,
      YAMABIKO_GRAFANA_ADMIN_PASSWORD: grafana.password,
      YAMABIKO_GRAFANA_ADMIN_USER: grafana.user,
    };
    const common = { configDir: folder.dir, practice: null, grafanaDir: null, dryRun: false };
    const told = { environment, onStep: () => {}, onWait: () => {}, warn: () => {} };
    await runInfluxSetup({
      ...{ ...common, ...told, adminTokenFile: null, out: null, groupReadable: false },
    });
    await runGrafanaSetup({
      ...{ ...common, ...told, grafanaUrl: grafana.url, provisioning: grafana.provisioning },
      ...{ grafanaPasswordFile: null, mount: null, tokens: null, operatorMails: [] },
      dataDir: join(folder.dir, 'data'),
    });
    const organisations = JSON.parse(
      await readFile(join(folder.dir, 'grafana', 'organisations.json'), 'utf8'),
    );
    for (const sector of [one, other]) ids.set(sector, organisations[sector]);
    for (const bucket of ['shared', `sector_${one}`, `sector_${other}`]) await write(bucket);
  }, 200_000);
  afterAll(async () => {
    await clearGrafana(grafana, ids.values());
    await folder.remove();
    await place.close();
  });

  const write = async (bucket: string): Promise<void> => {
    const query = new URLSearchParams({ org: place.org, bucket, precision: 'ms' });
    const { status } = await fetch(`${place.url}/api/v2/write?${query}`, {
      method: 'POST',
      headers: { authorization: `Token ${await folder.token('service.token')}` },
      body: `probe,target=home total_ms=4711 ${Date.now() - 60_000}`,
    });
    expect(status).toBe(204);
  };
  const ask = (sector: string, uid: string, query = 'SELECT total_ms FROM probe') =>
    queryGrafana(grafana, ids.get(sector) ?? 0, { uid, query });

  it('shows a sector its own data and shared', async () => {
    for (const sector of [one, other]) {
      for (const uid of [`sector-${sector}`, 'shared']) {
        const { status, text } = await ask(sector, uid);
        expect([status, text]).toEqual([200, expect.stringContaining('4711')]);
      }
    }
  });

  it('has no data source of another sector or of operators in its organisation', async () => {
    for (const uid of [`sector-${other}`, 'yamabiko']) {
      const { status, text } = await ask(one, uid);
      expect(status).toBe(404);
      expect(text).not.toContain('4711');
    }
  });

  it('gives nothing of another sector to whoever names its database', async () => {
    const query = `SELECT total_ms FROM "sector_${other}"."autogen"."probe"`;
    const { text } = await ask(one, `sector-${one}`, query);
    expect(text).toContain('database not found');
    expect(text).not.toContain('4711');
  });
});

// Only where an InfluxDB 2.x is named too: organisations and tokens are what is set up.
const [, REAL_INFLUX] = INFLUX_KINDS;

describe.each(REAL_INFLUX === undefined ? [] : REAL_GRAFANAS)(
  'what is generated, in the Grafana at $url',
  (grafana) => {
    let council: GrafanaCouncil;
    beforeAll(async () => {
      if (REAL_INFLUX === undefined) throw new Error('there is no InfluxDB');
      council = await GrafanaCouncil.load(grafana, REAL_INFLUX);
    }, 300_000);
    afterAll(() => council?.close());

    const idOf = (who: Who): number =>
      who === 'operators' ? 1 : (council.organisations.get(council[who]) ?? 0);
    const read = <T>(who: Who, path: string, schema: { parse(data: unknown): T }, body?: object) =>
      readGrafana(grafana, { path, orgId: idOf(who), ...(body && { body }) }, schema);
    const search = async (who: Who): Promise<readonly string[]> => {
      const found = await read(who, '/api/search?type=dash-db&limit=5000', foundShape);
      return found.map(({ uid, folderUid }) => `${folderUid} ${uid}`).sort();
    };
    const sourceOf = (who: Who, source: string): string => {
      const detail = who === 'operators' ? 'yamabiko' : `sector-${council[who]}`;
      const known: Record<string, string> = {
        [`\${detail}`]: detail,
        [`\${long}`]: 'yamabiko-1h',
        [`\${shared}`]: 'shared',
      };
      return known[source] ?? source;
    };

    /** Titles of a panel's queries that give an error or no value, and those that must give none but do. */
    const wrongOf = async (who: Who, { title, targets = [] }: AskedPanel) => {
      const to = Math.floor(Date.now() / 1000) * 1000;
      const range = { from: to - 3_600_000, to };
      const sector = who === 'operators' ? council.gas : council[who];
      const own = { sector, target: `${sector}-0001-home` };
      const ofGrafana = { timeFilter: '$timeFilter', __interval: '$__interval' };
      const queries = targets.map((target) => ({
        ...{ ...target, intervalMs: 60_000, maxDataPoints: 100 },
        datasource: { type: 'influxdb', uid: sourceOf(who, target.datasource.uid) },
        query: fillIn(target.query, range, { ...own, ...ofGrafana }),
      }));
      const body = { from: String(range.from), to: String(to), queries };
      const { results } = await read(who, '/api/ds/query', framesShape, body);
      return queries.flatMap(({ refId, query }) => {
        const { error, frames = [] } = results[refId] ?? {};
        const hasValues = frames.some(({ schema, data }) =>
          data.values.some(
            (column, at) =>
              schema.fields[at]?.type !== 'time' && column.some((value) => value !== null),
          ),
        );
        const isOfAnother = /"target" = '\w+-0002-home'|"target" != '\w+-0001-home'/.test(query);
        const isRight = error === undefined && hasValues !== isOfAnother;
        return isRight ? [] : [`${title} ${refId} ${query}: ${error ?? hasValues}`];
      });
    };

    it.each([
      ['operators', ['overview', 'prober', 'sector', 'target']],
      ['gas', ['overview', 'sector', 'target']],
      ['water', ['overview', 'sector', 'target']],
    ] as const)('is loaded into the folders of %s, and gives values', async (who, kinds) => {
      const wanted = [
        ...kinds.map((kind) => `yamabiko-en yamabiko-${kind}-en`),
        ...kinds.map((kind) => `yamabiko-ja yamabiko-${kind}`),
      ];
      await expect.poll(() => search(who)).toEqual(wanted);
      let asked = 0;
      for (const found of wanted) {
        const path = `/api/dashboards/uid/${found.split(' ')[1]}`;
        const { meta, dashboard } = await read(who, path, loadedShape);
        expect(meta.provisioned).toBe(true);
        for (const panel of dashboard.panels.filter(({ targets = [] }) => targets.length > 0)) {
          expect(await wrongOf(who, panel), found).toEqual([]);
          asked += panel.targets?.length ?? 0;
        }
      }
      expect(asked).toBeGreaterThan(50);
    });

    it('names no site of another sector in an organisation', async () => {
      for (const uid of ['overview', 'sector', 'target']) {
        const path = `/api/dashboards/uid/yamabiko-${uid}`;
        const text = JSON.stringify(await read('water', path, z.unknown()));
        expect(text).not.toContain(`${council.gas}-000`);
      }
    });

    const rules = async (who: Who) => {
      const path = '/api/prometheus/grafana/api/v1/rules';
      const { data } = await read(who, path, rulesShape);
      return data.groups.flatMap((group) => group.rules);
    };

    it('has every rule evaluated, and those over their threshold alert', async () => {
      const over = /^(pending|firing)$/;
      const within = { state: 'inactive', health: 'ok' };
      const evaluated = async () =>
        (await rules('gas'))
          .map(({ uid, state, health }) => [uid, over.test(state) ? 'over' : state, health])
          .sort();
      await expect.poll(evaluated, { timeout: 240_000, interval: 2000 }).toEqual([
        ['failing-share-0_2', 'over', 'ok'],
        ['failing-share-0_5', within.state, 'ok'],
        ['judged-1', 'over', 'ok'],
        ['several-fields-half', within.state, 'ok'],
        ['several-sectors', 'over', 'ok'],
        ['slow-critical-w1500-c3000', 'over', 'ok'],
        ['slow-warning-w1500-c3000', 'over', 'ok'],
        ['slow-warning-w500-cnone', 'over', 'ok'],
      ]);
      const slow = (await rules('gas')).find(({ uid }) => uid === 'slow-critical-w1500-c3000');
      const alerting = slow?.alerts.filter(({ state }) => state !== 'Normal') ?? [];
      expect(alerting.map(({ labels }) => labels['target'])).toEqual([`${council.gas}-0001-home`]);
      expect(await rules('water')).toEqual([]);
      const ofOperators = async () =>
        (await rules('operators')).map(({ uid, state, health }) => [uid, state, health]);
      await expect.poll(ofOperators, { timeout: 180_000, interval: 2000 }).toEqual(
        expect.arrayContaining([
          ['no-data-from-prober', expect.any(String), 'ok'],
          ['patterns-open', expect.stringMatching(over), 'ok'],
        ]),
      );
    }, 400_000);

    it('tells the secretariat of the sector that Grafana alerts, and no other', async () => {
      const pointsOf = (who: Who) => {
        const shape = z.array(z.object({ uid: z.string(), settings: z.unknown() }));
        return read(who, '/api/v1/provisioning/contact-points', shape);
      };
      const policyOf = (who: Who) =>
        read(who, '/api/v1/provisioning/policies', z.object({ receiver: z.string() }));
      expect(await pointsOf('gas')).toContainEqual({
        uid: 'yamabiko-mail',
        settings: expect.objectContaining({ addresses: 'office@gas.example' }),
      });
      expect((await policyOf('gas')).receiver).toBe('事務局 (Secretariat)');
      expect(JSON.stringify(await pointsOf('water'))).not.toContain('office@gas.example');
      expect((await policyOf('water')).receiver).not.toBe('事務局 (Secretariat)');
    });
  },
);

type Who = 'operators' | 'gas' | 'water';
