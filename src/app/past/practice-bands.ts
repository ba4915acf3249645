import { type Config, targetsOf } from '../../core/config.ts';
import type { Log } from '../../core/ports/log.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { Family } from '../../core/words/outcome.ts';
import type { PastAnswers, PastHour } from '../../practice/past.ts';
import { GRID_MS, HYSTERESIS_MS } from '../../share/rules/band-release.ts';
import type { SharedTarget, TargetState } from '../../share/rules/shared-target.ts';
import { AUDIENCES, releaseKey, viewerOf } from '../buckets/audience.ts';
import { ReleasedFile } from '../buckets/released-file.ts';
import { toldBy } from '../buckets/released-now.ts';
import { nextRelease, type SectorRelease } from '../buckets/sector-minutes.ts';
import { sharedTargetsOf } from '../buckets/shared-targets.ts';
import { PracticeSite } from './practice-site.ts';
import { ReleaseHistory } from './release-history.ts';
import { NOTHING_TOLD_NOW, type ToldNow } from './release-lines.ts';

const HOUR_MS = 3_600_000;
/** Hours after which lines are written. */
const WRITE_HOURS = 12;
/** Hours after which the ratio of a sector is worked out, though none of its sites changed. */
const RATIO_HOURS = 3;
const UNKNOWN: TargetState = { judgement: 'unknown', suspect: false, ratio: null };

export interface PracticeBandsParts {
  readonly config: Config;
  readonly storeDir: string;
  readonly log: Log;
}

/** A sector whose bands are made. */
interface Place {
  readonly id: string;
  readonly targets: readonly SharedTarget[];
  /** The last minute that was released, and until when one must be each minute, epoch ms. */
  releasedAt: number;
  activeUntil: number;
}

/** How a series does from a minute on. */
interface Change {
  readonly series: Series;
  readonly state: TargetState;
  /** Its judgement became another, not its ratio alone. */
  readonly isTurn: boolean;
}

interface Series {
  readonly target: string;
  readonly site: PracticeSite;
  readonly place: Place;
  state: TargetState | null;
}

/**
 * What would have been released in the past of the practice council, by the rules of what is released,
 * from how its sites answered ({@link PracticeSite}). Planned work is not looked at. A sector is worked
 * out in the minutes after one of its sites changed, and each {@link RATIO_HOURS} for its ratio: between
 * these its releases stay as they are.
 */
export class PracticeBands {
  readonly #parts: PracticeBandsParts;
  readonly #history: ReleaseHistory;
  /** The minute that the service itself will release. */
  readonly #end: number;
  readonly #places: readonly Place[];
  readonly #placeOf: ReadonlyMap<string, Place>;
  /** By target, and in it by family. */
  readonly #series = new Map<string, Map<Family, Series>>();
  /** By the minute in which they are known. */
  readonly #changes = new Map<number, Change[]>();
  readonly #states = new Map<string, TargetState>();
  readonly #releases = new Map<string, SectorRelease>();
  #told: ToldNow = NOTHING_TOLD_NOW;
  #hours = 0;

  static async open(parts: PracticeBandsParts, now: number): Promise<PracticeBands> {
    const history = await ReleaseHistory.open(parts.storeDir, now, parts.log);
    return new PracticeBands(parts, history, now);
  }

  private constructor(parts: PracticeBandsParts, history: ReleaseHistory, now: number) {
    this.#parts = parts;
    this.#history = history;
    this.#end = periodStart(now, GRID_MS);
    const never = { releasedAt: Number.NEGATIVE_INFINITY, activeUntil: Number.NEGATIVE_INFINITY };
    this.#places = [...sharedTargetsOf(parts.config)].map(([{ id }, targets]) => {
      return { id, targets, ...never };
    });
    // Who blocks us is not affected.
    const blocking = new Set(
      targetsOf(parts.config).flatMap(({ target: { id, practice } }) =>
        practice === 'blocking' ? [id] : [],
      ),
    );
    const placed = this.#places.flatMap((place) =>
      place.targets.flatMap(({ id }) => (blocking.has(id) ? [] : [[id, place] as const])),
    );
    this.#placeOf = new Map(placed);
  }

  /** Takes the next hour; rejects as the system does where it cannot be written. */
  async take({ at, answers }: Pick<PastHour, 'at' | 'answers'>): Promise<void> {
    for (const each of answers) this.#judge(each, at);
    for (let minute = at; minute < Math.min(at + HOUR_MS, this.#end); minute += GRID_MS) {
      this.#tell(minute);
    }
    this.#hours += 1;
    if (this.#hours % WRITE_HOURS === 0) await this.#history.keep();
  }

  /** Hands over to the service; rejects as the system does where it cannot be written. */
  async end(): Promise<void> {
    for (const place of this.#places) this.#release(place, this.#end - GRID_MS);
    await this.#history.keep();
    await new ReleasedFile(this.#parts.storeDir).write(this.#releases);
  }

  #judge({ target, family, from, slotMs, totals }: PastAnswers, hour: number): void {
    const series = this.#seriesOf(target, family);
    if (series === null) return;
    const { site } = series;
    const changed = (minute: number, isTurn: boolean) => {
      const its = this.#changes.get(minute) ?? [];
      this.#changes.set(minute, its);
      its.push({ series, state: site.state, isTurn });
    };
    totals.forEach((totalMs, n) => {
      if (site.take(totalMs)) changed(periodStart(from + n * slotMs, GRID_MS) + GRID_MS, true);
    });
    if (this.#hours % RATIO_HOURS === 0) changed(hour + HOUR_MS, false);
  }

  /** null where it counts in no band. */
  #seriesOf(target: string, family: Family): Series | null {
    const its = this.#series.get(target) ?? new Map<Family, Series>();
    this.#series.set(target, its);
    const known = its.get(family);
    if (known !== undefined) return known;
    const place = this.#placeOf.get(target);
    if (place === undefined) return null;
    const series = { target, site: new PracticeSite(), place, state: null };
    its.set(family, series);
    return series;
  }

  #tell(minute: number): void {
    const changes = this.#changes.get(minute) ?? [];
    this.#changes.delete(minute);
    const touched = new Set(changes.map(({ series }) => series.place));
    // Whether a band may have been so for longer is told by the release of the minute before.
    const turned = changes.filter(({ isTurn }) => isTurn).map(({ series }) => series.place);
    for (const place of new Set(turned)) {
      this.#release(place, minute - GRID_MS);
      place.activeUntil = minute + HYSTERESIS_MS;
    }
    for (const { series, state } of changes) series.state = state;
    for (const { series } of changes) this.#states.set(series.target, this.#worstOf(series.target));
    const due = this.#places.filter(
      (place) => touched.has(place) || place.releasedAt < 0 || place.activeUntil >= minute,
    );
    for (const place of due) this.#release(place, minute);
    if (due.length > 0) this.#told = toldBy(this.#releases);
    this.#history.take(minute, this.#told);
  }

  #release(place: Place, minute: number): void {
    if (minute <= place.releasedAt) return;
    place.releasedAt = minute;
    const { timezone } = this.#parts.config.council;
    const { id, targets } = place;
    const stateOf = (target: string) => this.#states.get(target) ?? UNKNOWN;
    const query = { targets, stateOf, timezone };
    for (const audience of AUDIENCES) {
      const key = releaseKey(audience, id);
      const previous = this.#releases.get(key) ?? null;
      const release = nextRelease(viewerOf(audience, id), previous, { ...query, now: minute });
      this.#releases.set(key, release);
    }
  }

  /** That of the family that does worst. */
  #worstOf(target: string): TargetState {
    const states = [...(this.#series.get(target)?.values() ?? [])].flatMap(({ state }) => {
      return state === null ? [] : [state];
    });
    return (
      states.find(({ judgement }) => judgement === 'flapping') ??
      states.find(({ judgement }) => judgement === 'failing') ??
      states.find(({ judgement }) => judgement === 'slow') ??
      states[0] ??
      UNKNOWN
    );
  }
}
