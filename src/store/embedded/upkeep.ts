import { rmSync } from 'node:fs';
import type { Log } from '../../core/ports/log.ts';
import { Clustering } from './clustering.ts';
import { salvage } from './damage.ts';
import type { DayFile } from './day-file.ts';
import type { DayFiles } from './day-files.ts';
import { HOUR_MS } from './day-key.ts';
import { dropFiveMinute, hasFiveMinute } from './drop-five-minute.ts';
import { dayPath, monthPath, nextMonth, withCompanions } from './file-names.ts';
import { moveHour, rebuildDay, settleDirty } from './hour-move.ts';
import type { KeptRecords } from './kept-records.ts';
import {
  deleteExpiredAside,
  type Horizon,
  horizonOf,
  isDayExpired,
  isFiveMinuteExpired,
  isMonthExpired,
} from './retention.ts';
import type { RollupFiles } from './rollup-files.ts';
import { wholeOf } from './sqlite-file.ts';
import type { StateFile } from './state-file.ts';
import type { StoreThreadOptions } from './store-calls.ts';
import type { Task, TaskRunner } from './task-runner.ts';

/** An hour is moved this long after its end: probes and confirmations of its slots have arrived. */
const GRACE_MS = 2 * 60_000;
/** Open rows in memory above which hours that are over are moved although more may arrive. */
const CROWDED_ROWS = 500_000;

export interface UpkeepParts {
  readonly days: DayFiles;
  readonly rollups: RollupFiles;
  readonly state: StateFile;
  readonly kept: KeptRecords;
  readonly tasks: TaskRunner;
  /** Another file lies under a day's path. */
  replaced(day: number): void;
  lost(samples: number): void;
  readonly log: Log;
}

/** Decides what the store's thread does in the background, and when. */
export class Upkeep {
  readonly #options: StoreThreadOptions;
  readonly #parts: UpkeepParts;
  readonly #clustering: Clustering;
  #retainedAt: number | null = null;

  constructor(options: StoreThreadOptions, parts: UpkeepParts) {
    this.#options = options;
    this.#parts = parts;
    this.#clustering = new Clustering({ ...parts, dir: options.dir });
  }

  /** Takes up what an earlier life left: open hours, roll-ups not written, files to salvage. */
  start(): void {
    const { days } = this.#parts;
    for (const day of days.days(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)) {
      days.withDay(day, () => {
        const { isUnsettled, order } = days.stateOf(day);
        if (order === 'series') this.#clustering.noteDone(day);
        if (isUnsettled) days.withDay(day, (file) => this.#settle(file));
      });
    }
    this.resumeSalvage();
  }

  /** Queues the salvage of every file that was set aside and is not salvaged yet. */
  resumeSalvage(): void {
    const { tasks, state } = this.#parts;
    for (const aside of state.setAside()) {
      tasks.add(`salvage ${aside.file}`, () => this.#salvage(aside));
    }
  }

  /** Queues the recomputation of a month's roll-ups from the days that are still there. */
  rebuildMonth(month: number): void {
    const { days, rollups, tasks } = this.#parts;
    for (const day of days.days(month, nextMonth(month))) {
      tasks.add(`rebuild ${day}`, () => this.#inDay(day, (file) => rebuildDay(file, rollups)));
    }
  }

  afterAppend(now: number): void {
    const open = this.#parts.days.loaded().flatMap((file) => file.open);
    const rows = open.reduce((all, mirror) => all + mirror.count, 0);
    if (rows > CROWDED_ROWS) this.#moveHours(now);
  }

  afterKeep(now: number): void {
    const { kept, tasks } = this.#parts;
    if (kept.isFlushDue(now)) tasks.add('records', () => kept.flush(now));
  }

  /** Queues what is due at `now`, epoch ms; fiscal years are those of the zone. */
  maintain(now: number, timezone: string): void {
    this.#moveHours(now - GRACE_MS);
    for (const file of this.#parts.days.loaded()) this.#settle(file);
    this.resumeSalvage();
    this.afterKeep(now);
    this.#cluster(now);
    if (this.#retainedAt !== null && Math.abs(now - this.#retainedAt) < HOUR_MS) return;
    this.#retainedAt = now;
    const { retention, dir } = this.#options;
    this.#retain(horizonOf(retention, now, timezone), now);
    deleteExpiredAside(dir, horizonOf(retention, now, timezone));
  }

  /** Queues one day at a time, so that hours and salvage come between. */
  #cluster(now: number): void {
    const { tasks } = this.#parts;
    const day = this.#clustering.due(now);
    if (day === null) return;
    tasks.add('cluster', () => this.#inDay(day, () => this.#clustering.run(day, now)));
  }

  #settle(file: DayFile): void {
    const dirty = wholeOf(file.file.row('SELECT EXISTS (SELECT 1 FROM dirty)')?.[0]) === 1;
    const { tasks, rollups } = this.#parts;
    if (!dirty) return;
    tasks.add(`settle ${file.day}`, () =>
      this.#inDay(file.day, (current) => settleDirty(current, rollups)),
    );
  }

  /** Queues every open hour that ended at or before `until`, epoch ms. */
  #moveHours(until: number): void {
    const { days, tasks, rollups } = this.#parts;
    for (const file of days.loaded()) {
      for (const mirror of file.open) {
        const endAt = file.day + (mirror.hour + 1) * HOUR_MS;
        if (!mirror.sealed && endAt > until) continue;
        const name = `move ${file.day} ${mirror.hour} ${mirror.batches?.first ?? 0}`;
        tasks.add(name, () => this.#inDay(file.day, () => moveHour(file, mirror, rollups)));
      }
    }
  }

  /**
   * A task on a day's file; damage that it meets sets the file aside and ends the task. A day that has
   * expired meanwhile is not made anew.
   */
  *#inDay(day: number, make: (file: DayFile) => Task): Task {
    const { days } = this.#parts;
    const task = days.readDay(day, make);
    try {
      while (task !== null && days.readDay(day, () => task.next())?.done === false) yield;
    } finally {
      task?.return();
    }
  }

  *#salvage(aside: {
    readonly file: string;
    readonly start: number;
    readonly foundAt: number;
  }): Task {
    const { days, rollups, state, log, lost } = this.#parts;
    const fresh = days.withDay(aside.start, (file) => file);
    const samples = yield* salvage(this.#options.dir, aside, { fresh, rollups, state });
    log.warn('store.file_salvaged', { file: aside.file, lost: samples });
    lost(state.lostCount());
    this.#clustering.forget(aside.start);
    this.#settle(fresh);
  }

  #retain(horizon: Horizon, now: number): void {
    const { days, rollups, state, log, tasks } = this.#parts;
    const { dir } = this.#options;
    for (const day of days.days(Number.NEGATIVE_INFINITY, horizon.rawUntil)) {
      if (!isDayExpired(day, horizon)) continue;
      days.drop(day);
      remove(dayPath(dir, day));
      log.info('store.day_expired', { day: new Date(day).toISOString().slice(0, 10) });
    }
    for (const month of rollups.months(Number.NEGATIVE_INFINITY, horizon.rawUntil)) {
      if (isMonthExpired(month, horizon)) {
        rollups.drop(month);
        remove(monthPath(dir, month));
        log.info('store.month_expired', { month: new Date(month).toISOString().slice(0, 7) });
      } else if (isFiveMinuteExpired(month, horizon) && hasFiveMinute(rollups, month)) {
        tasks.add(`thin ${month}`, () => dropFiveMinute(dir, month, rollups));
      }
    }
    const endedUntil = Date.UTC(horizon.firstFiscalYear, 3);
    state.expire(endedUntil, horizon.rawUntil);
    state.notices.expire(endedUntil, now);
  }
}

function remove(path: string): void {
  for (const name of withCompanions(path)) rmSync(name, { force: true });
}
