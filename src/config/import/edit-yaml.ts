import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from '../source-file.ts';
import type { Edit, FileMapping, FileValue } from './edit.ts';
import { inlineYaml, itemLines, valueOfKey } from './yaml-text.ts';

/** Text put in the place of another. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Of two splices at one offset the deeper comes first: what ends there belongs to it. */
interface PlacedSplice extends Splice {
  readonly depth: number;
}

/**
 * A YAML text with the edits made in it, every other byte as it was: comments, blank lines, quotes
 * and order stay. null where an edit would change what an alias also stands for.
 *
 * @param root what the text was parsed into, with its ranges.
 */
export function editYaml(text: string, root: unknown, edits: readonly Edit[]): string | null {
  const editor = new YamlEditor(text, root);
  const made = edits.flatMap((edit): PlacedSplice[] => {
    const splice = editor.spliceOf(edit);
    return splice === null ? [] : [{ ...splice, depth: edit.path.length }];
  });
  return made.length === edits.length ? spliced(text, made) : null;
}

function spliced(text: string, splices: readonly PlacedSplice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const splice of splices.toSorted((a, b) => a.from - b.from || b.depth - a.depth)) {
    parts.push(text.slice(at, splice.from), splice.text);
    at = Math.max(at, splice.to);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

class YamlEditor {
  readonly #text: string;
  readonly #root: unknown;
  readonly #newline: string;
  /** Lists that have got a first item by an edit before. */
  readonly #begun = new Set<string>();

  constructor(text: string, root: unknown) {
    this.#text = text;
    this.#root = root;
    this.#newline = text.includes('\r\n') ? '\r\n' : '\n';
  }

  spliceOf(edit: Edit): Splice | null {
    return edit.kind === 'set'
      ? this.#set(edit.path, edit.value)
      : this.#append(edit.path, edit.value);
  }

  #set(path: Path, value: FileValue): Splice | null {
    const key = String(path.at(-1));
    const parent = nodeAt(this.#root, path.slice(0, -1));
    if (!isMap(parent)) return null;
    const present = nodeAt(parent, [key]);
    const written = valueOfKey(key, value);
    if (present === undefined) return this.#addPair(parent, key, ` ${written}`);
    if (isAlias(present) || !isNode(present) || !present.range) return null;
    const [from] = present.range;
    const to = contentEnd(this.#text, present);
    // A key without a value has an empty node right behind its colon.
    return { from, to, text: from === to ? ` ${written}` : written };
  }

  #append(path: Path, value: FileMapping): Splice | null {
    const list = String(path.at(-1));
    const parent = nodeAt(this.#root, path.slice(0, -1));
    const node = nodeAt(parent, [list]);
    const isFirst = !this.#begun.has(path.join('/'));
    this.#begun.add(path.join('/'));
    if (isSeq(node) && node.items.length > 0) return this.#addItem(node, list, value);
    if (!isMap(parent) || isAlias(node) || (isCollection(node) === isMap(node) && isMap(node)))
      return null;
    const indent = this.#columnOf(parent);
    const lines = itemLines(list, value, `${' '.repeat(indent)}  `);
    const block = lines.map((line) => `${this.#newline}${line}`).join('');
    if (node === undefined) return this.#addPair(parent, list, isFirst ? block : null, block);
    if (!isNode(node) || !node.range) return null;
    // An empty list, `[]` or nothing at all: the first item takes its place, others follow it.
    const [from] = node.range;
    const to = isSeq(node) ? node.range[1] : from;
    return isFirst
      ? { from: this.#beforeSpaces(from), to, text: block }
      : { from: to, to, text: block };
  }

  /** A pair below those that are there. `text`: what follows the colon; null = the key is there. */
  #addPair(map: YAMLMap, key: string, text: string | null, rest = ''): Splice | null {
    if (map.flow === true) {
      const last = map.items.at(-1);
      if (!map.range || text === null || text.startsWith(this.#newline)) return null;
      const at =
        last === undefined ? map.range[0] + 1 : contentEnd(this.#text, last.value ?? last.key);
      return { from: at, to: at, text: `${last === undefined ? ' ' : ', '}${key}:${text}` };
    }
    const at = this.#lineEndOf(map);
    if (at === null) return null;
    const indent = ' '.repeat(this.#columnOf(map));
    if (text === null) return { from: at, to: at, text: rest };
    return { from: at, to: at, text: `${this.#newline}${indent}${key}:${text}` };
  }

  #addItem(list: YAMLSeq, name: string, value: FileMapping): Splice | null {
    const last = list.items.at(-1);
    if (!isNode(last) || !last.range) return null;
    const end = contentEnd(this.#text, last);
    if (list.flow === true) return { from: end, to: end, text: `, ${inlineYaml(value)}` };
    const dash = this.#text.lastIndexOf('-', last.range[0] - 1);
    const column = dash - (this.#text.lastIndexOf('\n', dash) + 1);
    const lines = itemLines(name, value, ' '.repeat(column));
    const at = this.#lineEnd(end);
    return { from: at, to: at, text: lines.map((line) => `${this.#newline}${line}`).join('') };
  }

  /** The end of the line on which the last pair that takes one line stands. */
  #lineEndOf(map: YAMLMap): number | null {
    const pair = map.items.findLast(({ value }) => !isCollection(value) || value.flow === true);
    if (pair === undefined) return null;
    return this.#lineEnd(contentEnd(this.#text, pair.value ?? pair.key));
  }

  #lineEnd(offset: number): number {
    const at = this.#text.indexOf('\n', offset);
    if (at < 0) return this.#text.length;
    return this.#text[at - 1] === '\r' ? at - 1 : at;
  }

  #columnOf(map: YAMLMap): number {
    const [first] = map.items;
    const start = isNode(first?.key) ? (first.key.range?.[0] ?? 0) : 0;
    return start - (this.#text.lastIndexOf('\n', start - 1) + 1);
  }

  #beforeSpaces(offset: number): number {
    let at = offset;
    while (at > 0 && this.#text[at - 1] === ' ') at -= 1;
    return at;
  }
}

/** undefined where nothing stands; an alias is returned as such and never walked through. */
function nodeAt(root: unknown, path: Path): unknown {
  let node = root;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.findLast(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
      );
      node = pair === undefined ? undefined : pair.value;
    } else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** Where the text of a node ends, without the comments and blank lines that follow it. */
function contentEnd(text: string, node: unknown): number {
  if (isMap(node) && node.flow !== true && node.items.length > 0) {
    const last = node.items.at(-1);
    return contentEnd(text, isWritten(last?.value) ? last?.value : last?.key);
  }
  if (isSeq(node) && node.flow !== true && node.items.length > 0) {
    return contentEnd(text, node.items.at(-1));
  }
  if (!isNode(node) || !node.range) return 0;
  let [, end] = node.range;
  while (end > node.range[0] && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function isWritten(node: unknown): boolean {
  return (
    isNode(node) && node.range !== null && node.range !== undefined && node.range[1] > node.range[0]
  );
}
