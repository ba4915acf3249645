import { once } from 'node:events';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { saveSnapshot } from '../app/snapshot/save-snapshot.ts';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import { type Envelope, Marked } from '../core/words/marked.ts';
import type { Marking } from '../core/words/marking.ts';

/** The only place where commands write to the terminal or a pipe. */

process.stdout.on('error', (error) => {
  if (!isGone(error)) throw error;
  atEnd();
});
// What is done does not end because nobody hears of it.
process.stderr.on('error', (error) => {
  if (!isGone(error)) throw error;
});

/** Writes a line to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line to standard error. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Writes text to standard output as it is and waits while the reader is slow. */
export async function printBlock(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Writes marked data in the form that `render` gives it, which takes its marking along. */
export async function printMarked<T>(
  marked: Marked<T>,
  render: (data: T, marking: Marking) => string,
): Promise<void> {
  const { data, marking } = Marked.open(marked);
  await printBlock(render(data, marking));
}

/** Writes marked data as a file, whose folder is made, in the form that `render` gives it. */
export async function writeMarked<T>(
  path: string,
  marked: Marked<T>,
  render: (envelope: Envelope<T>) => string,
): Promise<void> {
  await writeText(path, render(Marked.open(marked)));
}

/** Writes text that holds nothing of a member as a file, whose folder is made. Rejects with `usage`. */
export async function writeText(path: string, text: string): Promise<void> {
  await writing(path, () => writeFile(path, text));
}

/**
 * Writes a file of the board, which an outlet of the service has marked, so that only its writer can read
 * it; its folder is made. A file that is there is replaced only where that is asked for. Rejects with
 * `usage`.
 */
export async function writeSnapshot(
  path: string,
  html: string,
  how: { readonly replaces: boolean },
): Promise<void> {
  await writing(path, () => saveSnapshot(path, html, how));
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await write();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const said = {
      ja: `${path} を書き込めません（${messageOf(error)}）`,
      en: `${path} cannot be written (${messageOf(error)})`,
    };
    throw new AppError('usage', said, { cause: error });
  }
}

/**
 * Makes a folder and those above it. Not by `recursive`, which never ends where a folder that exists
 * takes no new one and says that it is not there, as `/proc` does.
 */
async function makeFolder(dir: string): Promise<void> {
  if (await isMade(dir)) return;
  await makeFolder(dirname(dir));
  if (!(await isMade(dir))) throw new Error(`${dir} cannot be made`);
}

/** False where the folder above is missing. */
async function isMade(dir: string): Promise<boolean> {
  try {
    await mkdir(dir);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && dirname(dir) !== dir) return false;
    if (codeOf(error) === 'EEXIST' && (await stat(dir)).isDirectory()) return true;
    throw error;
  }
}

/** What a pipe says whose reader has gone, and a terminal that was closed. */
const GONE: ReadonlySet<string> = new Set(['EPIPE', 'EIO']);

let atEnd = (): void => process.exit(0);

/** What is done, in the place of ending at once, when nobody reads standard output any more. */
export function whenOutputEnds(act: () => void): void {
  atEnd = act;
}

function isGone(error: Error): boolean {
  return GONE.has(codeOf(error) ?? '');
}
