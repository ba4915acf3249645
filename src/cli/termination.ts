import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { codeOf } from '../core/errors.ts';

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/** Tells a service to end. */
export interface Termination {
  /** Aborts at the first SIGINT or SIGTERM, and at {@link Termination.end}. */
  readonly signal: AbortSignal;
  end(): void;
}

/** One Ctrl+C reaches a process more than once within this time, ms: by its terminal, by npm. */
const SAME_SIGNAL_MS = 1000;

/**
 * A second signal of a kind ends the process at once, unless it comes within a second and so belongs to
 * the first.
 */
export function termination(): Termination {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    let firstAt: number | null = null;
    process.on(signal, () => {
      firstAt ??= performance.now();
      if (performance.now() - firstAt >= SAME_SIGNAL_MS) process.exit(1);
      controller.abort();
    });
  }
  return { signal: controller.signal, end: () => controller.abort() };
}

/** What SIGHUP asks for. */
export interface HangUps {
  /** Calls back at each one from now on, and at once where one came before. */
  call(callback: () => void): void;
}

/**
 * Keeps SIGHUP from ending the process from now on; Windows has none that a process could outlive. One
 * that comes because the terminal was closed calls `onClosed`, any other one is a wish for a reload.
 */
export function hangUps(onClosed: () => void): HangUps {
  let waiting = false;
  let callback = (): void => {
    waiting = true;
  };
  const hadTerminal = isatty(STANDARD_OUTPUT) || isatty(STANDARD_ERROR);
  if (process.platform !== 'win32') {
    process.on('SIGHUP', () => (hadTerminal && isTerminalGone() ? onClosed() : callback()));
  }
  return {
    call(next) {
      callback = next;
      if (waiting) next();
    },
  };
}

/** A process whose terminal was closed has none any more. */
function isTerminalGone(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return false;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return true;
  }
}
