import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { parseSource } from '../source-file.ts';
import { applyEdits } from './apply-edits.ts';
import type { Edit } from './edit.ts';
import { editYaml } from './edit-yaml.ts';

/** A file's text with edits in it, and the data that it holds. */
export interface EditedText {
  readonly text: string;
  readonly data: unknown;
}

/**
 * The text of a sector's file with the edits in it; null where they cannot be made without touching
 * anything else (aliases, unusual layouts). What it holds has been read back and compared.
 */
export function editedText(file: string, text: string, edits: readonly Edit[]): EditedText | null {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return null;
  const before: unknown = document.toJS({ maxAliasCount: 100 });
  const fewer = withFewerMembers(edits);
  const short = editYaml(text, document.contents, fewer);
  if (short === null) return null;
  const { source } = parseSource(file, short);
  if (!isDeepStrictEqual(source?.data, applyEdits(before, fewer))) return null;
  const edited = editYaml(text, document.contents, edits);
  return edited === null ? null : { text: edited, data: applyEdits(before, edits) };
}

/** New members that are read back at each end of their block. */
const READ_BACK = 50;

/**
 * New members form one block, each the same function of its values, whatever stands around it. So of
 * thousands the first and the last tell whether the block is right; reading a council back takes a
 * second.
 */
function withFewerMembers(edits: readonly Edit[]): readonly Edit[] {
  const members = edits.filter(isNewMember);
  const left = new Set(members.slice(READ_BACK, -READ_BACK));
  return left.size === 0 ? edits : edits.filter((edit) => !left.has(edit));
}

function isNewMember({ kind, path }: Edit): boolean {
  return kind === 'append' && path.length === 1;
}
