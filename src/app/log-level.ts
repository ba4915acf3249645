import { AppError } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { createLog, LOG_LEVELS } from '../log/pino-log.ts';

/** The log at a level given by name; throws `usage` for an unknown one. */
export function logAt(name: string): Log {
  const level = LOG_LEVELS.find((each) => each === name);
  if (level === undefined) {
    throw new AppError('usage', `--log-level takes ${LOG_LEVELS.join(', ')}, not ${name}`);
  }
  return createLog(level);
}
