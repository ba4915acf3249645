import { isDeepStrictEqual } from 'node:util';
import { parseSource } from '../source-file.ts';
import { applyEdits } from './apply-edits.ts';
import type { Edit } from './edit.ts';
import { editYaml } from './edit-yaml.ts';

/**
 * The text of a sector's file with the edits in it; null where they cannot be made without touching
 * anything else (aliases, unusual layouts). What it holds has been read back and compared.
 */
export function editedText(file: string, text: string, edits: readonly Edit[]): string | null {
  const before = parseSource(file, text);
  const edited = before.source === null ? null : editYaml(text, edits);
  if (edited === null) return null;
  const { source } = parseSource(file, edited);
  const isRight = isDeepStrictEqual(source?.data, applyEdits(before.source?.data, edits));
  return isRight ? edited : null;
}
