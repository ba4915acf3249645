import { chmod, chown, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../config/replace-file.ts';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';

/**
 * Tokens in files that nobody else may read; with `groupReadable` their group may, which is how a Grafana
 * that runs as another user gets at them.
 */
export class TokenFiles {
  readonly #dir: string;
  readonly #fileMode: number;
  readonly #dirMode: number;
  readonly #group: number | null;

  /** @param group to give folder and files to, where this user may; null = as the system does. */
  constructor(dir: string, groupReadable: boolean, group: number | null = null) {
    this.#dir = dir;
    this.#group = group;
    this.#fileMode = groupReadable ? 0o640 : 0o600;
    this.#dirMode = groupReadable ? 0o750 : 0o700;
  }

  path(file: string): string {
    return join(this.#dir, file);
  }

  /** null where there is no such file or nothing in it; rejects with `setup_failed`. */
  async read(file: string): Promise<string | null> {
    try {
      const text = (await readFile(this.path(file), 'utf8')).trim();
      return text === '' ? null : text;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw unusable(this.path(file), error);
    }
  }

  /** Whole or not at all; rejects with `setup_failed`. */
  async write(file: string, token: string): Promise<void> {
    const path = this.path(file);
    try {
      const made = await mkdir(this.#dir, { recursive: true, mode: this.#dirMode });
      if (made !== undefined) await this.#giveToGroup(this.#dir);
      await this.narrow(file);
      await replaceFile(path, `${token}\n`, this.#fileMode);
      await this.#giveToGroup(path);
      // What the mask took away, or an earlier file had.
      await chmod(path, this.#fileMode);
    } catch (error) {
      throw error instanceof AppError ? error : unusable(path, error);
    }
  }

  /** Gives a file that is there the right mode; resolves with whether it had another. */
  async narrow(file: string): Promise<boolean> {
    const path = this.path(file);
    try {
      if (((await stat(path)).mode & 0o777) === this.#fileMode) return false;
      await chmod(path, this.#fileMode);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw unusable(path, error);
    }
  }

  /** Rejects with `setup_failed`. */
  async remove(file: string): Promise<void> {
    try {
      await rm(this.path(file), { force: true });
    } catch (error) {
      throw unusable(this.path(file), error);
    }
  }

  async names(): Promise<readonly string[]> {
    try {
      return (await readdir(this.#dir)).sort();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw unusable(this.#dir, error);
    }
  }

  async #giveToGroup(path: string): Promise<void> {
    if (this.#group === null) return;
    const { uid, gid } = await stat(path);
    if (gid !== this.#group) await chown(path, uid, this.#group);
  }
}

function unusable(path: string, error: unknown): AppError {
  const text = {
    ja: `${path} を読み書きできません（${messageOf(error)}）`,
    en: `${path} cannot be read or written (${messageOf(error)})`,
  };
  return new AppError('setup_failed', text, { cause: error });
}
