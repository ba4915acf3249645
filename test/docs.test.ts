import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

function pages(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: folder !== '.' })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Paths of this tree that a page names in code spans or links. */
function citedPaths(page: string): string[] {
  const text = readFileSync(page, 'utf8');
  const spans = [...text.matchAll(/`((?:src|test|bench|docs|config|dashboards)\/[\w./*-]*)`/g)];
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)];
  return [
    ...spans.flatMap(([, path]) =>
      path === undefined || /[*]/.test(path) ? [] : [join(ROOT, path)],
    ),
    ...links.flatMap(([, path]) => (path === undefined ? [] : [join(dirname(page), path)])),
  ];
}

describe('the documents', () => {
  const all = [...pages('.'), ...pages('docs')];

  it('are found', () => {
    expect(all.map((page) => page.slice(ROOT.length + 1))).toContain('README.md');
  });

  it.each(all)('cite only paths that exist: %s', (page) => {
    expect(citedPaths(page).filter((path) => !existsSync(path))).toEqual([]);
  });
});
