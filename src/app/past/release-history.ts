import { join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { periodStart } from '../../core/time/slots.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import { DayTexts } from '../../store/day-texts.ts';
import {
  changesBetween,
  linesOfText,
  linesToldTo,
  minutesOf,
  NOTHING_TOLD_NOW,
  type OwnPlace,
  type ReleaseLine,
  type RunStretch,
  runsOf,
  type ToldNow,
  type ToldRuns,
  textOfLines,
} from './release-lines.ts';

/** Folder of the data directory. */
export const RELEASES_DIR = 'releases';

const DAY_MS = 86_400_000;
/** As long as the past is told, ms. */
export const PAST_MS = 30 * DAY_MS;
/** A day more for the zone. */
const KEPT_MS = PAST_MS + DAY_MS;
/** Lines that could not be written yet are kept so long. */
const UNWRITTEN_AT_MOST = 1440;

/**
 * What was released of every sector, minute by minute, so that the past is shown as it was told then
 * and never worked out anew. In the data directory `releases/YYYY-MM-DD.ndjson`, a file a day of UTC;
 * without one, and of today and yesterday, in memory.
 */
export class ReleaseHistory {
  readonly #files: DayTexts | null;
  readonly #log: Log;
  /** Of today and yesterday, by the day's start. */
  readonly #days = new Map<number, ReleaseLine[]>();
  #unwritten: ReleaseLine[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;
  /** What was told last; null = the next line is whole. */
  #told: ToldNow | null = null;

  static async open(storeDir: string | null, now: number, log: Log): Promise<ReleaseHistory> {
    const files = storeDir === null ? null : new DayTexts(join(storeDir, RELEASES_DIR));
    const history = new ReleaseHistory(files, log);
    if (files !== null) await history.#restore(now);
    return history;
  }

  private constructor(files: DayTexts | null, log: Log) {
    this.#files = files;
    this.#log = log;
  }

  /** Takes what is told of each sector in the full minute `at`, epoch ms. */
  take(at: number, told: ToldNow): void {
    if (at <= this.#lastAt) return;
    const today = periodStart(at, DAY_MS);
    const follows = this.#lastAt === at - GRID_MS && this.#lastAt >= today;
    const before = follows ? this.#told : null;
    const line = {
      ...{ at, whole: before === null },
      ...changesBetween(before ?? NOTHING_TOLD_NOW, told),
    };
    this.#lastAt = at;
    this.#told = told;
    this.#linesHeld(today).push(line);
    for (const day of this.#days.keys()) if (day < today - DAY_MS) this.#days.delete(day);
    if (this.#files !== null)
      this.#unwritten = [...this.#unwritten, line].slice(-UNWRITTEN_AT_MOST);
  }

  /** Writes what is new; rejects where it cannot be written, and tries it again the next time. */
  async keep(): Promise<void> {
    const files = this.#files;
    if (files === null) return;
    const lines = Map.groupBy(this.#unwritten, ({ at }) => periodStart(at, DAY_MS));
    for (const [day, its] of lines) {
      await files.append(day, textOfLines(its));
      const written = new Set(its);
      this.#unwritten = this.#unwritten.filter((line) => !written.has(line));
      if (its.some(({ at }) => at === day)) await files.forgetBefore(day - KEPT_MS);
    }
  }

  /**
   * What was told in [from, to), epoch ms, by the keys that {@link take} was given; under the key of `own`
   * to that member. `ran`: when anything was released at all, if only that there is nothing to tell.
   */
  async between(
    from: number,
    to: number,
    own: OwnPlace | null = null,
  ): Promise<{
    readonly runs: ReadonlyMap<string, ToldRuns>;
    readonly ran: readonly RunStretch[];
  }> {
    const lines: ReleaseLine[] = [];
    for (let day = periodStart(from, DAY_MS); day < to; day += DAY_MS) {
      lines.push(...(this.#days.get(day) ?? (await this.#read(day))));
    }
    const runs = runsOf(own === null ? lines : linesToldTo(lines, own), { from, to });
    return { runs, ran: minutesOf(lines, { from, to }) };
  }

  async #restore(now: number): Promise<void> {
    const today = periodStart(now, DAY_MS);
    for (const day of [today - DAY_MS, today]) {
      const lines = await this.#read(day);
      if (lines.length > 0) this.#days.set(day, [...lines]);
    }
    const last = this.#days.get(today)?.at(-1);
    if (last !== undefined) this.#lastAt = last.at;
  }

  #linesHeld(day: number): ReleaseLine[] {
    const held = this.#days.get(day) ?? [];
    this.#days.set(day, held);
    return held;
  }

  async #read(day: number): Promise<readonly ReleaseLine[]> {
    if (this.#files === null) return [];
    const text = await this.#files.read(day).catch((error: unknown) => {
      this.#log.error('past.releases_unreadable', { error: messageOf(error) });
      return '';
    });
    const { lines, bad } = linesOfText(text);
    if (bad > 0) this.#log.warn('past.release_lines_damaged', { day, lines: bad });
    return lines;
  }
}
