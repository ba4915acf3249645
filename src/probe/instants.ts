import type { HopInstants } from '../core/time/phases.ts';

/** The instants of a hop while it runs; each is written once, by the step that reaches it. */
export type OpenInstants = { -readonly [Name in keyof HopInstants]: HopInstants[Name] };

/** Monotonic ms, the clock of all instants. */
export function monotonicMs(): number {
  return performance.now();
}

export function openInstants(start: number): OpenInstants {
  return {
    start,
    lookupStart: null,
    lookupEnd: null,
    connectStart: null,
    connectEnd: null,
    secureConnectStart: null,
    secureConnectEnd: null,
    requestStart: null,
    requestEnd: null,
    responseStart: null,
    responseEnd: null,
    end: start,
  };
}
