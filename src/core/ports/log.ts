/**
 * Structured log: `event` is a stable name `area.event` (`schedule.slot_missed`), never a sentence;
 * everything else is a field. The implementation redacts secrets.
 */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Discards everything. */
export const noLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
