import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DashboardJson } from '../../dashboards/frame.ts';
import { alertRulesShape } from '../../dashboards/provisioning-shapes.ts';
import { readDashboard } from '../../dashboards/read-dashboard.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
  type TestBuckets,
} from '../support/influx-under-test.ts';
import { needs } from '../support/needs.ts';
import { ask, fillIn, type QueryRange, valuesOf, write } from './ask.ts';
import { COUNCIL, generated } from './sample-council.ts';
import { sampleLines } from './sample-points.ts';

/** What each kind of bucket holds; a query must find what it asks for in the one that it asks. */
const HELD: Readonly<Record<string, RegExp>> = {
  operators: /^(probe|prober|gap|incident|judgement),/,
  hours: /^rollup,/,
  shared: /^sector_minute,/,
  sector: /^(probe|incident|judgement),/,
};

/** Database behind a data source or the variable that holds it, in the organisation of a path. */
function databaseOf(path: string, source: string): string {
  const known: Readonly<Record<string, string>> = {
    [`\${detail}`]: path.startsWith('operators/') ? 'operators' : 'sector',
    [`\${long}`]: 'hours',
    [`\${shared}`]: 'shared',
    yamabiko: 'operators',
    'sector-gas': 'sector',
    shared: 'shared',
  };
  const database = known[source];
  if (database === undefined) throw new Error(`${path}: what is ${source}?`);
  return database;
}

const TARGETS = COUNCIL.sectors.flatMap(({ members }) =>
  members.flatMap(({ targets }) => targets.map(({ id }) => id)),
);

interface Asked {
  readonly path: string;
  readonly query: string;
  readonly database: string;
}

/** Every distinct query of a database, with the dashboard that asks it first. */
function queriesOf(dashboards: ReadonlyMap<string, DashboardJson>): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const [path, dashboard] of dashboards) {
    for (const { query, source } of readDashboard(dashboard).queries) {
      const database = databaseOf(path, source);
      const key = `${database} ${query}`;
      if (!asked.has(key)) asked.set(key, { path, query, database });
    }
  }
  return [...asked.values()];
}

/** The one line of thresholds that the chosen site does not have. */
const OF_ANOTHER_SITE = /"target" = 'gas-0002-home'|"target" != 'gas-0001-home'/;

describe.skipIf(!isInfluxNamed() && !needs('influxd'))(
  'the queries of the dashboards, asked of InfluxDB',
  () => {
    let influx: InfluxUnderTest;
    let made: TestBuckets;
    let range: QueryRange = { from: 0, to: 0 };
    const { dashboards, provisioning } = generated();
    const queries = queriesOf(dashboards);

    beforeAll(async () => {
      influx = await openInfluxUnderTest();
      const to = Date.now();
      range = { from: to - 6 * 3_600_000, to };
      const lines = sampleLines(to, TARGETS);
      made = await influx.makeBuckets(['gas']);
      for (const [kind, held] of Object.entries(HELD)) {
        await write(
          influx,
          bucketOf(kind),
          lines.filter((line) => held.test(line)),
        );
      }
    });

    afterAll(async () => {
      await made?.remove();
      await influx?.close();
    });

    function bucketOf(kind: string): string {
      const { operators, rollups, shared, sector } = made.buckets;
      const known: Readonly<Record<string, string>> = {
        operators,
        hours: rollups['1h'],
        shared,
        sector: sector('gas'),
      };
      return known[kind] ?? '';
    }

    it('are many', () => {
      expect(queries.length).toBeGreaterThan(50);
    });

    it.each(queries)('give values: $path $database $query', async ({ query, database }) => {
      const values = valuesOf(await ask(influx, bucketOf(database), fillIn(query, range)));
      if (OF_ANOTHER_SITE.test(query)) expect(values).toEqual([]);
      else expect(values).not.toEqual([]);
    });

    it('of the alert rules give values', async () => {
      const file = provisioning.get('provisioning/alerting/yamabiko-rules.yaml');
      const steps = alertRulesShape
        .parse(file)
        .groups.flatMap(({ rules }) => rules.flatMap(({ data }) => data));
      const asked = steps.flatMap(({ datasourceUid, model }) =>
        'query' in model ? [{ query: model.query, database: databaseOf('', datasourceUid) }] : [],
      );
      expect(asked).toHaveLength(10);
      for (const { query, database } of asked) {
        expect(valuesOf(await ask(influx, bucketOf(database), query)), query).not.toEqual([]);
      }
    });

    it('count a confirmation nowhere', () => {
      const ofSamples = queries.filter(({ query }) => /^SELECT.*FROM "probe"/.test(query));
      expect(ofSamples.length).toBeGreaterThan(20);
      for (const { query } of ofSamples) expect(query).toContain(`"attempt" = '1'`);
    });

    it('ask 3 Core nothing that it does not know', () => {
      for (const { query } of queries)
        expect(query).not.toMatch(/SLIMIT|SOFFSET|INTEGRAL|SAMPLE\(/i);
    });
  },
);
