import { AppError } from '../core/errors.ts';
import { offsetRatioOf } from '../core/time/slots.ts';
import type { ProbeTarget } from '../core/words/probe-record.ts';
import { seriesOf } from '../core/words/sample.ts';
import { type Firings, firingsOf } from './firings.ts';
import { Lane } from './lane.ts';
import type { Series } from './series.ts';

/** One series: a target in one family. */
export interface ScheduledTarget {
  readonly target: ProbeTarget;
  /** Cron expression of five or six fields, in the scheduler's zone. */
  readonly schedule: string;
}

export interface RosterChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Whose schedule changed, or is read in another zone that moves it. */
  readonly moved: readonly string[];
}

/** Who is in the schedule: the series by key and one lane for each distinct expression. */
export class Roster {
  #timezone: string;
  #firings = new Map<string, Firings>();
  #series = new Map<string, Series>();
  #lanes = new Map<string, Lane>();

  constructor(timezone: string) {
    this.#timezone = timezone;
  }

  get size(): number {
    return this.#series.size;
  }

  get lanes(): Iterable<Lane> {
    return this.#lanes.values();
  }

  /** Of all expressions, ms; infinite without any. */
  get smallestIntervalMs(): number {
    let smallest = Number.POSITIVE_INFINITY;
    for (const firings of this.#firings.values()) {
      smallest = Math.min(smallest, firings.smallestGapMs);
    }
    return smallest;
  }

  find(key: string): Series | undefined {
    return this.#series.get(key);
  }

  /**
   * Replaces the targets; a series that stays keeps its place, a changed schedule counts from the new
   * expression's next firing on. `at`, epoch ms: slots before it stay passed. `timezone`: the zone from
   * now on.
   *
   * Throws `config_invalid`, and changes nothing, for a bad expression, an unknown zone or a series
   * given twice.
   */
  set(targets: readonly ScheduledTarget[], at: number, timezone = this.#timezone): RosterChanges {
    const firings = this.#compile(targets, timezone);
    const series = new Map<string, Series>();
    for (const { target, schedule } of targets) {
      const key = seriesOf({ target: target.id, family: target.family });
      if (series.has(key)) throw new AppError('config_invalid', `series ${key} is given twice`);
      series.set(key, {
        key,
        ratio: offsetRatioOf(target.id, target.family),
        target,
        expression: schedule,
        effectiveFrom: 0,
      });
    }
    const changes = this.#compare(series, this.#movedBy(firings, at));
    const moved = new Set(changes.moved);
    for (const [key, fresh] of series) {
      const known = this.#series.get(key);
      if (known === undefined) continue;
      if (moved.has(key)) {
        known.effectiveFrom = firings.get(fresh.expression)?.after(at - 1) ?? 0;
      }
      known.target = fresh.target;
      known.expression = fresh.expression;
      series.set(key, known);
    }
    if (timezone !== this.#timezone) this.#lanes = new Map();
    this.#timezone = timezone;
    this.#series = series;
    this.#firings = firings;
    this.#fillLanes(at);
    return changes;
  }

  #compile(targets: readonly ScheduledTarget[], timezone: string): Map<string, Firings> {
    const known = timezone === this.#timezone ? this.#firings : new Map<string, Firings>();
    const compiled = new Map<string, Firings>();
    for (const { schedule } of targets) {
      if (compiled.has(schedule)) continue;
      compiled.set(schedule, known.get(schedule) ?? firingsOf(schedule, timezone));
    }
    return compiled;
  }

  /** Expressions that stay, and yet fire at other times around `at`. */
  #movedBy(next: ReadonlyMap<string, Firings>, at: number): ReadonlySet<string> {
    const moved = new Set<string>();
    for (const [expression, before] of this.#firings) {
      const after = next.get(expression);
      if (after === undefined || after === before) continue;
      const isSame =
        before.atOrBefore(at) === after.atOrBefore(at) && before.after(at) === after.after(at);
      if (!isSame) moved.add(expression);
    }
    return moved;
  }

  #compare(
    series: ReadonlyMap<string, Series>,
    movedExpressions: ReadonlySet<string>,
  ): RosterChanges {
    const added = [...series.keys()].filter((key) => !this.#series.has(key));
    const removed = [...this.#series.keys()].filter((key) => !series.has(key));
    const moved = [...series.values()].flatMap(({ key, expression }) => {
      const known = this.#series.get(key);
      if (known === undefined) return [];
      const stays = known.expression === expression && !movedExpressions.has(expression);
      return stays ? [] : [key];
    });
    return { added, removed, moved };
  }

  #fillLanes(at: number): void {
    const byExpression = Map.groupBy(this.#series.values(), (series) => series.expression);
    const lanes = new Map<string, Lane>();
    for (const [expression, series] of byExpression) {
      const firings = this.#firings.get(expression);
      if (firings === undefined) continue;
      const lane = this.#lanes.get(expression) ?? new Lane(firings, at);
      lane.setSeries(series, at);
      lanes.set(expression, lane);
    }
    this.#lanes = lanes;
  }
}
