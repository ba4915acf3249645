import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { generated } from './sample-council.ts';

/** A JSON object, as far as the test looks into it. */
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly options: unknown;
  readonly fieldConfig: {
    readonly defaults: { readonly custom?: object };
    readonly overrides: readonly {
      readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
    }[];
  };
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly target: object }[] };
}

function schema(name: string): ValidateFunction {
  const text = readFileSync(join(import.meta.dirname, 'schemas', `${name}.json`), 'utf8');
  return new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(text));
}

const DASHBOARD = schema('dashboard');

/** Options, and the custom part of a field's configuration where the panel has one. */
const PANELS: Readonly<
  Record<string, { readonly options: ValidateFunction; readonly field: ValidateFunction | null }>
> = {
  timeseries: { options: schema('timeseries-options'), field: schema('timeseries-field') },
  'state-timeline': {
    options: schema('statetimeline-options'),
    field: schema('statetimeline-field'),
  },
  table: { options: schema('table-options'), field: schema('table-field') },
  stat: { options: schema('stat-options'), field: null },
  text: { options: schema('text-options'), field: null },
};

const INFLUX_ANNOTATION = new Ajv().compile({
  type: 'object',
  additionalProperties: false,
  required: ['refId', 'query', 'queryType', 'fromAnnotations', 'textColumn', 'tagsColumn'],
  properties: {
    refId: { type: 'string' },
    query: { type: 'string', minLength: 1 },
    queryType: { const: 'tags' },
    fromAnnotations: { const: true },
    name: { type: 'string' },
    textColumn: { type: 'string', minLength: 1 },
    tagsColumn: { type: 'string', minLength: 1 },
    timeEndColumn: { type: 'string', minLength: 1 },
    titleColumn: { type: 'string' },
    limit: { type: 'number' },
    matchAny: { type: 'boolean' },
    tags: { type: 'array' },
    type: { type: 'string' },
  },
});

const OWN_TARGET = { limit: 0, matchAny: false, tags: [], type: '' };

/** What Grafana's schemas say against a dashboard. */
function problemsOf(dashboard: unknown): string[] {
  const read = structuredClone(dashboard) as Dashboard;
  const problems: string[] = [];
  const check = (validate: ValidateFunction, value: unknown, place: string): void => {
    if (validate(value)) return;
    for (const { instancePath, message, params } of validate.errors ?? []) {
      problems.push(`${place}${instancePath} ${message} ${JSON.stringify(params)}`);
    }
  };
  for (const each of read.annotations.list) check(INFLUX_ANNOTATION, each.target, 'annotation');
  const list = read.annotations.list.map((each) => ({ ...each, target: OWN_TARGET }));
  check(DASHBOARD, { ...read, annotations: { ...read.annotations, list } }, '');
  for (const panel of read.panels) {
    const place = `panel ${panel.id} ${panel.type}`;
    const known = PANELS[panel.type];
    if (known === undefined) {
      problems.push(`${place}: no schema`);
      continue;
    }
    check(known.options, panel.options, `${place} options`);
    for (const custom of customsOf(panel)) {
      if (known.field !== null) check(known.field, custom, `${place} custom`);
      else if (Object.keys(custom).length > 0) problems.push(`${place}: custom is not known`);
    }
  }
  return problems;
}

/** The default, and the default with what each field of its own overrides. */
function customsOf({ fieldConfig }: Panel): readonly object[] {
  if (fieldConfig === undefined) return [];
  const standard = fieldConfig.defaults.custom ?? {};
  return [
    standard,
    ...fieldConfig.overrides.map(({ properties }) => ({
      ...standard,
      ...Object.fromEntries(
        properties
          .filter(({ id }) => id.startsWith('custom.'))
          .map(({ id, value }) => [id.slice('custom.'.length), value]),
      ),
    })),
  ];
}

describe("Grafana's own schemas", () => {
  const { dashboards } = generated();

  it.each([...dashboards.keys()])('take %s', (path) => {
    expect(problemsOf(dashboards.get(path))).toEqual([]);
  });

  const good = JSON.stringify(dashboards.get('operators/ja/target.json'));

  it.each([
    ['a misspelt option', '"displayMode":"list"', '"displayMod":"list"'],
    ['a wrong mode', '"displayMode":"list"', '"displayMode":"lst"'],
    ['a wrong type', '"schemaVersion":42', '"schemaVersion":"42"'],
    ['an unknown key of the dashboard', '"schemaVersion":42', '"schemaVersion":42,"auto":true'],
    ['an unknown key of a variable', '"skipUrlSync":false', '"skipUrlSync":false,"auto":false'],
    ['an unknown field option', '"spanNulls":false', '"spanNull":false'],
    ['a wrong line style', '"fill":"dash"', '"fill":"dashes"'],
    ['an annotation without its text', '"textColumn":"text"', '"textColumn":""'],
  ])('find %s', (_, from, to) => {
    expect(good).toContain(from);
    expect(problemsOf(JSON.parse(good.replace(from, to)))).not.toEqual([]);
  });
});
