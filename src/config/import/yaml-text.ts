import { stringify } from 'yaml';
import type { FileMapping, FileValue } from './edit.ts';

/** `{ ja: …, en: … }` or a single value, on one line, safe wherever a value may stand. */
export function inlineYaml(value: FileValue): string {
  if (typeof value === 'string') return inlineText(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return `[${value.map(inlineYaml).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, inner]) => `${key}: ${valueOfKey(key, inner)}`);
  return `{ ${pairs.join(', ')} }`;
}

/** A code is in quotes whatever it looks like, so that nobody's editor takes its zeros away. */
export function valueOfKey(key: string, value: FileValue): string {
  return key === 'code' && typeof value === 'string' ? JSON.stringify(value) : inlineYaml(value);
}

/** A mapping as lines, mappings in it on one line, lists of mappings as blocks. */
export function blockLines(mapping: FileMapping, indent: string): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => {
    if (!isList(value) || value.length === 0) return [`${indent}${key}: ${valueOfKey(key, value)}`];
    return [`${indent}${key}:`, ...value.flatMap((item) => itemLines(key, item, `${indent}  `))];
  });
}

/** An item of a list; contacts take one line each. */
export function itemLines(list: string, item: FileValue, indent: string): readonly string[] {
  if (typeof item !== 'object' || isList(item) || list === 'contacts') {
    return [`${indent}- ${inlineYaml(item)}`];
  }
  const [first = '', ...rest] = blockLines(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function isList(value: FileValue): value is readonly FileValue[] {
  return Array.isArray(value);
}

const PLAIN = /^[\p{L}][\p{L}\p{N} ・ー()（）㈱①-⑳.-]*$/u;
const WORDS = /^(true|false|null|yes|no|on|off|nan|inf)$/i;

/** The library's own quoting; what is plainly text needs not be asked about. */
function inlineText(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text) && text.trim() === text) return text;
  if (/[\n\r]/.test(text)) return JSON.stringify(text);
  const list = stringify([text], { collectionStyle: 'flow', lineWidth: 0 });
  return list
    .trim()
    .replace(/^\[\s*/, '')
    .replace(/\s*\]$/, '');
}
