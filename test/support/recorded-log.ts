import type { Log, LogFields } from '../../src/core/ports/log.ts';

export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

export interface RecordedLog {
  readonly log: Log;
  /** In the order they came. */
  readonly entries: readonly LogEntry[];
  /** The next entry of an event after the call. */
  next(event: string): Promise<LogEntry>;
}

/** A log that keeps what it is told. */
export function recordedLog(): RecordedLog {
  const entries: LogEntry[] = [];
  let waiting: { readonly event: string; readonly resolve: (entry: LogEntry) => void }[] = [];
  const at =
    (level: LogEntry['level']) =>
    (event: string, fields: LogFields = {}) => {
      const entry = { level, event, fields };
      entries.push(entry);
      const woken = waiting.filter((one) => one.event === event);
      waiting = waiting.filter((one) => one.event !== event);
      for (const one of woken) one.resolve(entry);
    };
  return {
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    entries,
    next: (event) => new Promise((resolve) => waiting.push({ event, resolve })),
  };
}
