import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchemas } from '../../src/config/json-schema.ts';
import { PROBLEM_CODES } from '../../src/config/problem.ts';
import { PRACTICE_PROFILES } from '../../src/core/words/practice-profile.ts';

describe.each(['config.md', 'config.ja.md'])('the reference %s', (name) => {
  const page = readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
  const words = new Set(
    [...page.matchAll(/`([^`]+)`/g)].flatMap(([, span = '']) => span.split('.')),
  );

  it('names every key', () => {
    const keys = configSchemas().flatMap(({ text }) => keysOf(JSON.parse(text)));
    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter((key) => !words.has(key) && key !== 'ja' && key !== 'en')).toEqual([]);
  });

  it('names every code of a problem', () => {
    expect(PROBLEM_CODES.filter((code) => !words.has(code))).toEqual([]);
  });

  it('names every profile of a practice site', () => {
    expect(PRACTICE_PROFILES.filter((profile) => !words.has(profile))).toEqual([]);
  });
});

/** Keys of every mapping below. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties: unknown = Reflect.get(schema, 'properties');
  return [
    ...Object.keys(Object(properties)),
    ...Object.values(schema).flatMap((inner) => keysOf(inner)),
  ];
}
