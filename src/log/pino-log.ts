import { type DestinationStream, destination, pino } from 'pino';
import type { Log, LogFields } from '../core/ports/log.ts';
import { redact } from './redact.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * JSON lines `{level, time, event, …fields}` to standard error, or to `stream`. Secrets are redacted
 * before anything is written.
 */
export function createLog(level: LogLevel, stream?: DestinationStream): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream ?? standardError(),
  );
  const line = (event: string, fields: LogFields | undefined): object => ({
    event,
    ...asFields(redact(fields ?? {})),
  });
  return {
    debug: (event, fields) => logger.debug(line(event, fields)),
    info: (event, fields) => logger.info(line(event, fields)),
    warn: (event, fields) => logger.warn(line(event, fields)),
    error: (event, fields) => logger.error(line(event, fields)),
  };
}

/** A closed terminal takes no lines any more, which must not end what is logged. */
function standardError(): DestinationStream {
  const stream = destination({ dest: 2, sync: true });
  stream.on('error', () => undefined);
  return stream;
}

function asFields(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
