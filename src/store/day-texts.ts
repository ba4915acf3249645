import { existsSync, readdirSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../core/errors.ts';

/** A folder with a file of lines for each day of UTC, `YYYY-MM-DD.ndjson`. Days are their starts, epoch ms. */
export class DayTexts {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** '' where there is none. Rejects as the system does. */
  async read(day: number): Promise<string> {
    try {
      return await readFile(join(this.#dir, nameOf(day)), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return '';
      throw error;
    }
  }

  async append(day: number, text: string): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    await appendFile(join(this.#dir, nameOf(day)), text);
  }

  /** Removes the files of the days before. */
  async forgetBefore(day: number): Promise<void> {
    const first = nameOf(day);
    for (const name of (await readdir(this.#dir)).filter(isDayText)) {
      if (name < first) await rm(join(this.#dir, name), { force: true });
    }
  }
}

/** Names of the files of days in a folder; none where it is not there. */
export function dayTextsIn(dir: string): readonly string[] {
  return existsSync(dir) ? readdirSync(dir).filter(isDayText).sort() : [];
}

function isDayText(name: string): boolean {
  return /^\d{4}-\d{2}-\d{2}\.ndjson$/.test(name);
}

function nameOf(day: number): string {
  return `${new Date(day).toISOString().slice(0, 10)}.ndjson`;
}
