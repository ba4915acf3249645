import type { Sample } from '../../core/words/sample.ts';

/** What was asked of all sites together since the meter was made, or an hour's worth of days ago. */
export interface MeteredRequests {
  /** Half open, epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly requests: number;
  /** Of the bodies of answers, as transferred. */
  readonly bodyBytes: number;
  /** Of the one target with most requests, over the last whole hour; null before there is one. */
  readonly busiestAnHour: number | null;
}

const HOUR_MS = 3_600_000;
const HOURS = 24;

interface Cell {
  /** Start of the hour, epoch ms. */
  readonly at: number;
  requests: number;
  bodyBytes: number;
}

/**
 * Counts requests as samples tell of them: by hours, and by target within the hour that runs. What was
 * counted stays counted when its target is told of no more.
 */
export class RequestMeter {
  readonly #startedAt: number;
  readonly #isTold: (target: string) => boolean;
  #cells: Cell[] = [];
  #byTarget = new Map<string, number>();
  #busiest: number | null = null;

  /** `isTold`: whether everybody may be told of the requests of a target among others. */
  constructor(startedAt: number, isTold: (target: string) => boolean = () => true) {
    this.#startedAt = startedAt;
    this.#isTold = isTold;
  }

  /** A sample of any attempt; one that comes after its hour counts in the hour that runs. */
  count({ target, startedAt, hops, encodedBodyBytes }: Sample): void {
    if (startedAt === null || !this.#isTold(target)) return;
    const cell = this.#cellOf(startedAt);
    cell.requests += hops;
    cell.bodyBytes += encodedBodyBytes ?? 0;
    this.#byTarget.set(target, (this.#byTarget.get(target) ?? 0) + hops);
  }

  /** Of the last 23 to 24 hours at most; null before the first request. */
  read(now: number): MeteredRequests | null {
    const oldest = now - HOURS * HOUR_MS;
    const cells = this.#cells.filter(({ at }) => at >= oldest);
    const [first] = cells;
    if (first === undefined) return null;
    return {
      from: Math.max(this.#startedAt, first.at),
      to: now,
      requests: cells.reduce((sum, { requests }) => sum + requests, 0),
      bodyBytes: cells.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0),
      busiestAnHour: this.#busiest,
    };
  }

  #cellOf(at: number): Cell {
    const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
    const last = this.#cells.at(-1);
    if (last !== undefined && hour <= last.at) return last;
    if (last !== undefined) this.#closeHour(last.at);
    const cell: Cell = { at: hour, requests: 0, bodyBytes: 0 };
    this.#cells = [...this.#cells.slice(-HOURS), cell];
    return cell;
  }

  /** The hour of the start is not a whole one. */
  #closeHour(at: number): void {
    if (at >= this.#startedAt) this.#busiest = Math.max(0, ...this.#byTarget.values());
    this.#byTarget = new Map();
  }
}
