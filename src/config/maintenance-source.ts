import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '../core/words/language.ts';
import { decodeText } from './decode-text.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { foundOf, unreadable } from './source-file.ts';

/** The text of a file below the configuration's folder; null where it is not there to be read. */
export interface PlainFile {
  readonly text: string | null;
  readonly problems: readonly Problem[];
}

/** Reads a file in an encoding that {@link decodeText} knows. */
export async function readPlainFile(dir: string, file: string): Promise<PlainFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(dir, file));
  } catch (error) {
    return { text: null, problems: [unreadable(file, error)] };
  }
  const decoded = decodeText(bytes);
  if (decoded !== null) return { text: decoded.text, problems: [] };
  const expected = {
    ja: 'UTF-8 か Windows-31J（Shift_JIS）で保存されたファイル',
    en: 'a file saved as UTF-8 or Windows-31J (Shift_JIS)',
  };
  return {
    text: null,
    problems: [problemAt({ file, line: 1 }, { code: 'file_encoding', found: file, expected })],
  };
}

/** A line of a file that is not YAML. */
export interface LinePlace {
  readonly file: string;
  readonly line: number;
  /** The column or property that the line has it in; omitted = the line as a whole. */
  readonly path?: string;
}

/** A problem at a line. */
export function problemAt(
  { file, line, path }: LinePlace,
  { code, found, expected }: { code: ProblemCode; found: string | null; expected: Text },
): Problem {
  const shown = found === null ? null : foundOf(found);
  return { file, line, column: 1, path: path ?? '', code, found: shown, expected };
}
