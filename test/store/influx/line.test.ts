import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBE } from '../../../src/core/schema.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import { lineOfPoint, lineOfSample } from '../../../src/store/influx/line.ts';
import { needs } from '../../support/needs.ts';
import { startVictoriaServer, type VictoriaServer } from '../../support/victoria-server.ts';
import { failureAt, MINUTE_MS, missedAt, sampleAt, T0 } from '../store-sample.ts';
import { write } from './direct-spool.ts';

/** Fields of a line whose texts hold no comma, space or equals sign, as their names and values. */
function fieldsOf(line: string): Record<string, string> {
  const [, fields = ''] = line.split(' ');
  return Object.fromEntries(
    fields.split(',').map((field) => {
      const [name = '', value = ''] = field.split('=');
      return [name, value];
    }),
  );
}

const full = failureAt('gas-1', T0, {
  attempt: 2,
  statusCode: 503,
  protocol: 'h2',
  ttfbMs: 12.5,
  redirectedTo: 'https://a.example/',
  encodedBodyBytes: 7,
  decodedBodyBytes: 8,
  certificateError: 'CERT_HAS_EXPIRED',
  validity: 'suspect',
  suspectCause: 'clock',
  phases: { dns: 1, connect: 2, tls: 3, send: 4, wait: 5, transfer: 6, other: 0.001 },
});

describe('the line of a sample', () => {
  it('has the tags and the slot of the sample', () => {
    const tags = 'attempt=2,family=4,member=gas-1-member,sector=gas,target=gas-1,vantage=tokyo';
    const line = lineOfSample(full, true);
    expect(line.startsWith(`probe,${tags} `)).toBe(true);
    expect(line.endsWith(` ${T0}`)).toBe(true);
  });

  it('has every field of the schema, in its type', () => {
    const shapes = {
      string: /^".*"$/,
      integer: /^-?\d+i$/,
      float: /^-?\d+(\.\d+)?$/,
      boolean: /^[TF]$/,
    };
    const fields = fieldsOf(lineOfSample(full, true));
    expect(Object.keys(fields).sort()).toEqual(PROBE.fields.map(({ name }) => name).sort());
    for (const { name, type } of PROBE.fields) expect(fields[name], name).toMatch(shapes[type]);
  });

  it('leaves out what did not happen', () => {
    const fields = fieldsOf(lineOfSample(missedAt('a', T0), false));
    expect(fields).toEqual({
      blame: '"prober"',
      body_truncated: '0i',
      hops: '0i',
      outcome: '"missed"',
      reason: '"overloaded"',
      suppressed: 'F',
      validity: '"valid"',
    });
  });

  it('is refused for a figure that InfluxDB cannot hold', () => {
    const endless = sampleAt('a', T0, { queueMs: Number.POSITIVE_INFINITY });
    expect(() => lineOfSample(endless, false)).toThrow(/^no line of a for InfluxDB: .*queue_ms/);
  });
});

describe('the line of a point', () => {
  const point: StoredPoint = {
    bucket: 'shared',
    measurement: 'sector_minute',
    tags: { sector: 'gas', field: 'gas' },
    fields: { band: 'some, "or" none', ratio: 2, suppressed: false },
    at: T0,
  };

  it('has the types of the schema, whatever the number looks like', () => {
    expect(lineOfPoint(point)).toBe(
      `sector_minute,field=gas,sector=gas band="some, \\"or\\" none",ratio=2,suppressed=F ${T0}`,
    );
    const { fields } = point;
    expect(lineOfPoint({ ...point, fields: { ...fields, ratio: null } })).not.toContain('ratio');
  });

  it.each<[string, Partial<StoredPoint>]>([
    ['a measurement that the schema does not have', { measurement: 'sector_minutes' }],
    ['a tag that it does not have', { tags: { sector: 'gas', target: 'gas-1' } }],
    ['a field that it does not have', { fields: { band: 'none', count: 3 } }],
    ['a name that every object has', { fields: { constructor: 'x' } }],
    ['a text for a number', { fields: { ratio: '2' } }],
    ['a number for a boolean', { fields: { suppressed: 1 } }],
    ['an endless number', { fields: { ratio: Number.NaN } }],
    ['an empty tag', { tags: { sector: '', field: 'gas' } }],
    ['a point without any field', { fields: { band: null } }],
    ['a fraction for a count', { measurement: 'gap', tags: {}, fields: { slots: 1.5 } }],
  ])('refuses %s', (_, differs) => {
    const refused = () => lineOfPoint({ ...point, ...differs });
    expect(refused).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

describe.skipIf(!needs('victoria-metrics'))('VictoriaMetrics', () => {
  let victoria: VictoriaServer;
  beforeAll(async () => {
    victoria = await startVictoriaServer();
  });
  afterAll(() => victoria.close());

  it('takes the lines as they are', async () => {
    const samples = [sampleAt('a', T0, { totalMs: 1.001 }), sampleAt('a', T0 + MINUTE_MS)];
    const lines = samples.map((sample) => lineOfSample(sample, false)).join('\n');
    await write({ url: victoria.url, org: 'any', token: null }, 'any', lines);
    const [series] = await victoria.values('probe', 'total_ms');
    expect(series?.labels).toMatchObject({ target: 'a', sector: 'gas', family: '4', attempt: '1' });
    expect(series?.values).toEqual([
      [T0, 1.001],
      [T0 + MINUTE_MS, 123.456],
    ]);
  });
});
