import type { Path } from '../source-file.ts';
import type { Edit } from './edit.ts';

/** What a file's data must be once the edits are made in its text. `data` is left as it is. */
export function applyEdits(data: unknown, edits: readonly Edit[]): unknown {
  const later = structuredClone(data);
  for (const { kind, path, value } of edits) {
    const parent = walk(later, path.slice(0, -1));
    const key = String(path.at(-1));
    if (typeof parent !== 'object' || parent === null) continue;
    if (kind === 'set') Reflect.set(parent, key, value);
    else {
      const list: unknown = Reflect.get(parent, key);
      if (Array.isArray(list)) list.push(value);
      else Reflect.set(parent, key, [value]);
    }
  }
  return later;
}

function walk(data: unknown, path: Path): unknown {
  let at = data;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}
