import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseAst } from 'vite';

/** One module of a source tree, as the house rules look at it. */
export interface SourceModule {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly lines: number;
  /** Code without comments and string contents. */
  readonly code: string;
  readonly imports: readonly ModuleImport[];
  readonly functions: readonly { readonly line: number; readonly lines: number }[];
}

export interface ModuleImport {
  readonly specifier: string;
  /** Path of a relative import, relative to the root; null for a package or `node:`. */
  readonly target: string | null;
  readonly names: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Every `.ts`, `.tsx` and `.mjs` below `folders` of `root`; folders that do not exist are empty. */
export function readSourceTree(root: string, folders: readonly string[]): SourceModule[] {
  return folders
    .flatMap((folder) => listFiles(join(root, folder)))
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => readModule(root, relative(root, file).split(sep).join('/')));
}

/** How long the files below a folder of `root` are whose names match. */
export function linesOfFiles(
  root: string,
  folder: string,
  name: RegExp,
): { readonly path: string; readonly lines: number }[] {
  return listFiles(join(root, folder))
    .filter((file) => name.test(file))
    .map((file) => ({
      path: relative(root, file).split(sep).join('/'),
      lines: readFileSync(file, 'utf8').split('\n').length - 1,
    }));
}

function listFiles(folder: string): string[] {
  let entries: import('node:fs').Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'dist' ? [] : listFiles(path);
    return [path];
  });
}

function readModule(root: string, path: string): SourceModule {
  const source = readFileSync(join(root, path), 'utf8');
  const ast = asNode(parseAst(source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }));
  const imports: ModuleImport[] = [];
  const functions: { line: number; lines: number }[] = [];
  const blanks: [number, number][] = commentsOf(source, ast);
  walk(ast, (node) => {
    const imported = importOf(node, path);
    if (imported !== null) imports.push(imported);
    if (FUNCTIONS.has(node.type)) {
      const line = lineAt(source, node.start);
      functions.push({ line, lines: lineAt(source, node.end) - line + 1 });
    }
    if (isText(node)) blanks.push([node.start, node.end]);
  });
  return {
    path,
    lines: source.split('\n').length - 1,
    code: blank(source, blanks),
    imports,
    functions,
  };
}

function importOf(node: Node, from: string): ModuleImport | null {
  const importing = /^(Import(Declaration|Expression)|Export(All|Named)Declaration|TSImportType)$/;
  if (!importing.test(node.type)) return null;
  const source = node['source'] ?? node['argument'];
  if (!isNode(source) || typeof source['value'] !== 'string') return null;
  const specifier = source['value'];
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'] : [];
  const names = specifiers.flatMap((each) => {
    const name = isNode(each) ? (each['imported'] ?? each['local']) : null;
    return isNode(name) && typeof name['name'] === 'string' ? [name['name']] : [];
  });
  const target = specifier.startsWith('.') ? posix.join(dirname(from), specifier) : null;
  return { specifier, target, names };
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, visit);
    else if (Array.isArray(value)) for (const each of value) if (isNode(each)) walk(each, visit);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function asNode(value: unknown): Node {
  if (!isNode(value)) throw new TypeError('the parser gave no tree');
  return value;
}

function isText(node: Node): boolean {
  return (
    node.type === 'TemplateElement' ||
    node.type === 'JSXText' ||
    (node.type === 'Literal' && typeof node['value'] === 'string')
  );
}

/** Ranges of comments: `//` and block comments that start outside every literal of the tree. */
function commentsOf(source: string, ast: Node): [number, number][] {
  const literals: [number, number][] = [];
  walk(ast, (node) => {
    if (isText(node) || (node.type === 'Literal' && 'regex' in node)) {
      literals.push([node.start, node.end]);
    }
  });
  literals.sort((a, b) => a[0] - b[0]);
  const comments: [number, number][] = [];
  for (let at = 0; at < source.length; at += 1) {
    while (literals[0] !== undefined && literals[0][1] <= at) literals.shift();
    const literal = literals[0];
    if (literal !== undefined && at >= literal[0]) {
      at = literal[1] - 1;
      continue;
    }
    if (source[at] !== '/') continue;
    const end = source.startsWith('//', at)
      ? endOf(source, '\n', at)
      : source.startsWith('/*', at)
        ? endOf(source, '*/', at) + 2
        : at;
    if (end > at) comments.push([at, end]);
    at = Math.max(at, end - 1);
  }
  return comments;
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? source.length : end;
}

function blank(source: string, ranges: readonly [number, number][]): string {
  const characters = source.split('');
  for (const [from, to] of ranges) {
    for (let at = from; at < to; at += 1) if (characters[at] !== '\n') characters[at] = ' ';
  }
  return characters.join('');
}

function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}
