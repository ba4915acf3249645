import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchemas, writeConfigSchemas } from '../../src/config/json-schema.ts';
import { FIXTURES } from './rule-row.ts';

const CONFIG = join(import.meta.dirname, '../../config');

describe('the JSON Schemas that editors read', () => {
  it.each(configSchemas())('$name in config/schema is up to date', async ({ name, text }) => {
    expect(await readFile(join(CONFIG, 'schema', name), 'utf8'), 'run npm run schema').toBe(text);
  });

  it('are written where they are asked for', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'yamabiko-schema-'));
    try {
      const written = await writeConfigSchemas(join(dir, 'schema'));
      expect((await readdir(join(dir, 'schema'))).sort()).toEqual(
        configSchemas()
          .map(({ name }) => name)
          .sort(),
      );
      expect(await readFile(written[0] ?? '', 'utf8')).toBe(configSchemas()[0]?.text);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('describe every key', () => {
    for (const { text } of configSchemas())
      expect(keysWithoutDescription(JSON.parse(text))).toEqual([]);
  });

  it.each([
    ['yamabiko.schema.json', 'yamabiko.yaml'],
    ['sector.schema.json', 'sectors/gas.yaml'],
  ])('%s accepts the whole shape', async (name, file) => {
    const validate = compiled(name);
    validate(await yamlAt(join(FIXTURES, 'whole', file)));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['yamabiko.schema.json', 'invalid-unknown-key-at-top/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-fields-empty/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-store-kind/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-board-port/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-calendar-holidays/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-maintenance-kind/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-maintenance-nth/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-maintenance-time/yamabiko.yaml'],
    ['yamabiko.schema.json', 'invalid-maintenance-key/yamabiko.yaml'],
    ['sector.schema.json', 'invalid-unknown-key/sectors/gas.yaml'],
    ['sector.schema.json', 'invalid-missing-key/sectors/gas.yaml'],
    ['sector.schema.json', 'invalid-duration/sectors/gas.yaml'],
    ['sector.schema.json', 'invalid-size/sectors/gas.yaml'],
    ['sector.schema.json', 'invalid-family/sectors/gas.yaml'],
    ['sector.schema.json', 'invalid-url-and-practice/sectors/gas.yaml'],
    ['sector.schema.json', 'invalid-no-address/sectors/gas.yaml'],
    ['sector.schema.json', 'invalid-practice-profile/sectors/gas.yaml'],
  ])('%s marks %s', async (name, file) => {
    expect(compiled(name)(await yamlAt(join(FIXTURES, file)))).toBe(false);
  });
});

describe('every shipped file', () => {
  it('names its schema, and fits it', async () => {
    const sectors = await readdir(join(CONFIG, 'sectors'));
    const drills = await readdir(join(CONFIG, 'drills'));
    const files = [
      ...sectors.map((name) => `sectors/${name}`),
      ...drills.map((name) => `drills/${name}`),
    ];
    for (const file of ['yamabiko.yaml', ...files]) {
      const path = join(CONFIG, file);
      const [, named = ''] =
        /^# yaml-language-server: \$schema=(\S+)\n/.exec(await readFile(path, 'utf8')) ?? [];
      const schema: object = JSON.parse(await readFile(join(path, '..', named), 'utf8'));
      const validate = new Ajv({ strict: false }).compile(schema);
      validate(await yamlAt(path));
      expect(validate.errors, file).toBeNull();
    }
  });
});

function compiled(name: string): ValidateFunction {
  const schema = configSchemas().find((file) => file.name === name);
  return new Ajv({ strict: false }).compile(JSON.parse(schema?.text ?? 'null'));
}

async function yamlAt(path: string): Promise<unknown> {
  return parse(await readFile(path, 'utf8'));
}

/** Keys of mappings, anywhere below, of which an editor would say nothing. */
function keysWithoutDescription(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties: unknown = Reflect.get(schema, 'properties');
  const here =
    typeof properties === 'object' && properties !== null
      ? Object.entries(properties).filter(([, value]) => !Reflect.has(value, 'description'))
      : [];
  return [
    ...here.map(([key]) => key).filter((key) => key !== 'ja' && key !== 'en'),
    ...Object.values(schema).flatMap(keysWithoutDescription),
  ];
}
