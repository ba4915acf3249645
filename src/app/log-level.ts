import type { Log } from '../core/ports/log.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { createLog, LOG_LEVELS } from '../log/pino-log.ts';

/** The log at a level given by name; throws `usage` for an unknown one. */
export function logAt(name: string): Log {
  const level = LOG_LEVELS.find((each) => each === name);
  if (level === undefined) {
    const listed = LOG_LEVELS.join(', ');
    throw wrongValue('--log-level', { ja: ` ${listed} `, en: `one of ${listed}` }, name);
  }
  return createLog(level);
}
