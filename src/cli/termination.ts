/** Aborts at the first SIGINT or SIGTERM; a second one ends the process at once. */
export function termination(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      controller.abort();
    });
  }
  return controller.signal;
}

/** What SIGHUP asks for. */
export interface HangUps {
  /** Calls back at each one from now on, and at once where one came before. */
  call(callback: () => void): void;
}

/** Keeps SIGHUP from ending the process from now on; Windows has none that a process could outlive. */
export function hangUps(): HangUps {
  let waiting = false;
  let callback = (): void => {
    waiting = true;
  };
  if (process.platform !== 'win32') process.on('SIGHUP', () => callback());
  return {
    call(next) {
      callback = next;
      if (waiting) next();
    },
  };
}
