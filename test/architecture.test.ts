import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOUSE_RULES, MAX_FILE_LINES } from './support/house-rules.ts';
import { linesOfFiles, readSourceTree } from './support/source-tree.ts';

const ROOT = join(import.meta.dirname, '..');
const FIXTURES = join(import.meta.dirname, 'fixtures/architecture');
const FOLDERS = ['src', 'dashboards', 'bench'];

describe('the house', () => {
  const modules = readSourceTree(ROOT, FOLDERS);

  it('is read whole', () => {
    expect(modules.map(({ path }) => path)).toContain('src/core/words/sample.ts');
  });

  it('holds tests and style sheets to the same length of a file', () => {
    const files = [
      ...linesOfFiles(ROOT, 'test', /\.(ts|tsx|mjs)$/),
      ...linesOfFiles(ROOT, 'src', /\.css$/),
    ].filter(({ path }) => !path.startsWith('test/fixtures/'));
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['test/architecture.test.ts', 'src/board/web/style/frame.css']),
    );
    expect(files.filter(({ lines }) => lines > MAX_FILE_LINES)).toEqual([]);
  });

  it.each(Object.entries(HOUSE_RULES))('keeps the rule %s', (_, rule) => {
    expect(rule.broken(modules), rule.name).toEqual([]);
  });
});

describe('the guard of the house', () => {
  it('has a fixture for every rule', () => {
    expect(readdirSync(FIXTURES).sort()).toEqual(Object.keys(HOUSE_RULES).sort());
  });

  it.each(Object.entries(HOUSE_RULES))('finds what breaks the rule %s', (name, rule) => {
    const trees = readdirSync(join(FIXTURES, name));
    expect(trees.length).toBeGreaterThan(0);
    for (const tree of trees) {
      const modules = readSourceTree(join(FIXTURES, name, tree), FOLDERS);
      expect(rule.broken(modules), `${name}/${tree}`).not.toEqual([]);
      for (const [other, otherRule] of Object.entries(HOUSE_RULES)) {
        if (other === name) continue;
        expect(otherRule.broken(modules), `${name}/${tree} must break only its own rule`).toEqual(
          [],
        );
      }
    }
  });
});
