/**
 * Slots (first attempts) since start: `due` = `done` + `missed` + those whose probe still runs; slots
 * in a gap are in none of them.
 */
export interface ScheduleStatus {
  readonly due: number;
  readonly done: number;
  readonly missed: number;
  /**
   * 99th percentile over the last 5 min of (start of the probe − its slot − its wait for a limit), ms;
   * null before the first.
   */
  readonly lateP99Ms: number | null;
}
