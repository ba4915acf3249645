import { codeOf, messageOf } from './errors.ts';
import type { Log } from './ports/log.ts';

let failures = 0;

/** Lets a promise run on its own; a rejection is logged as `background.failed` and counted. */
export function background(promise: Promise<unknown>, what: string, log: Log): void {
  promise.catch((error: unknown) => {
    failures += 1;
    log.error('background.failed', { what, code: codeOf(error), error: messageOf(error) });
  });
}

/** Rejections of background work since the process started. */
export function backgroundFailures(): number {
  return failures;
}
