import { join } from 'node:path';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { SignBook, type SignsSnapshot } from '../../judge/signs/sign-book.ts';
import type { ScheduledTarget } from '../../schedule/roster.ts';
import { KeptFile, keepWriting } from '../kept-file.ts';

export const SIGNS_FILE = 'signs.json';

/** In what pages differ from their usual look. */
export interface Signs {
  /** The record as it is to be kept. */
  take(record: ProbeRecord): ProbeRecord;
  /** Those whose pages are not compared any more are forgotten. */
  setTargets(series: readonly ScheduledTarget[]): void;
  close(): Promise<void>;
}

/** Opens what an earlier run kept; what cannot be read is learned anew, and logged. */
export async function openSigns({
  dir,
  clock,
  log,
}: {
  /** Where what is usual is kept; null = nowhere. */
  readonly dir: string | null;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Signs> {
  const book = new SignBook();
  const file =
    dir === null ? null : new KeptFile<SignsSnapshot>(join(dir, SIGNS_FILE), 'signs.file_damaged');
  const known = (await file?.read(log)) ?? null;
  if (known !== null) book.restore(known);
  const version = (): number => book.version;
  const writing = keepWriting({ file, version, snapshot: () => book.snapshot(), clock, log });
  return {
    take: (record) => book.take(record),
    setTargets(series) {
      const compared = series.filter(({ target }) => target.signs === true);
      book.keep(new Set(compared.map(({ target }) => target.id)));
    },
    close: () => writing.close(),
  };
}
