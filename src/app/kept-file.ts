import { readFile } from 'node:fs/promises';
import { replaceFile } from '../config/replace-file.ts';
import { codeOf, messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';

/** A file of the data directory that one part alone writes, whole, to find again after a restart. */
export class KeptFile<Content> {
  readonly #path: string;
  readonly #damagedEvent: string;

  /** `damagedEvent` is logged where the file is there and cannot be read. */
  constructor(path: string, damagedEvent: string) {
    this.#path = path;
    this.#damagedEvent = damagedEvent;
  }

  /** null where there is none, or none that can be read. */
  async read(log: Log): Promise<Content | null> {
    try {
      return parse<Content>(await readFile(this.#path, 'utf8'));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') log.error(this.#damagedEvent, { error: messageOf(error) });
      return null;
    }
  }

  async write(content: Content): Promise<void> {
    await replaceFile(this.#path, JSON.stringify(content));
  }
}

/** Guarantee: the file is replaced whole by {@link KeptFile.write} alone. */
function parse<Content>(text: string): Content {
  return JSON.parse(text) as Content;
}
