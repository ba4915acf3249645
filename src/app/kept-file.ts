import { readFile } from 'node:fs/promises';
import { replaceFile } from '../config/replace-file.ts';
import { background } from '../core/background.ts';
import { codeOf, messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
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

/** A part whose state is written now and then. */
export interface Keeping<Content> {
  /** null = nowhere. */
  readonly file: KeptFile<Content> | null;
  /** Differs where something is new to be written. */
  readonly version: () => number;
  readonly snapshot: () => Content;
  readonly clock: Clock;
  readonly log: Log;
}

const WRITE_EVERY_MS = 600_000;

/** Writes what is new every ten minutes, and once more when it is closed; what fails is logged. */
export function keepWriting<Content>(keeping: Keeping<Content>): { close(): Promise<void> } {
  const { file, version, snapshot, clock, log } = keeping;
  let written = version();
  let cancel = (): void => {};
  const write = async (): Promise<void> => {
    if (file === null || version() === written) return;
    written = version();
    await file.write(snapshot());
  };
  const wait = (): void => {
    cancel = clock.after(WRITE_EVERY_MS, () => {
      background(write(), 'app.keep_file', log);
      wait();
    });
  };
  wait();
  return {
    async close() {
      cancel();
      await write().catch((error: unknown) => {
        log.error('app.file_not_kept', { error: messageOf(error) });
      });
    },
  };
}

/** Guarantee: the file is replaced whole by {@link KeptFile.write} alone. */
function parse<Content>(text: string): Content {
  return JSON.parse(text) as Content;
}
