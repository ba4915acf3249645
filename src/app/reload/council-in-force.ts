import type { StoppedUrl } from '../../config/applied-config.ts';
import { type MemberTouched, NOTHING_TOUCHED, withOwners } from '../../config/owner-of-field.ts';
import type { Config } from '../../core/config.ts';
import { type Log, noLog } from '../../core/ports/log.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import type { StoppedTarget } from '../../core/words/audit.ts';
import type { ScheduledTarget } from '../../schedule/roster.ts';
import { configToday } from '../config-today.ts';
import { scheduledTargets } from '../scheduled-targets.ts';
import {
  type FollowedStop,
  followedStops,
  type StopsBefore,
  stoppedUrlsAfter,
  urlsOf,
} from './followed-stops.ts';

export interface CouncilStart {
  /** As the files say, of every day. */
  readonly whole: Config;
  readonly stopped: readonly StoppedTarget[];
  /** Of stopped targets whose URL is not in force any more. */
  readonly stoppedUrls?: readonly StoppedUrl[];
  /** Where a practice site answers; null where there are none. */
  readonly practiceUrlOf: ((id: string) => string) | null;
  /** What members have set themselves by now; absent = nothing. */
  readonly touched?: () => MemberTouched;
  /** Epoch ms. */
  readonly now: number;
  readonly log: Log;
}

/** What follows the council; `schedule` throws, and changes nothing, for what it cannot take. */
export interface CouncilFollowers {
  /** `timezone`: in which the expressions are read. */
  schedule(series: readonly ScheduledTarget[], timezone: string): void;
  show(today: Config, stopped: ReadonlyMap<string, StoppedTarget>): void;
}

/**
 * What is measured and shown now: the configuration as it is today, without the targets that were
 * stopped, each field with the value of its owner. Every change of either goes to the followers in one go, between two slots.
 */
export class CouncilInForce {
  readonly #practiceUrlOf: CouncilStart['practiceUrlOf'];
  readonly #log: Log;
  #whole: Config;
  readonly #touched: () => MemberTouched;
  #today: Config;
  #date: string;
  #stopped: ReadonlyMap<string, StoppedTarget>;
  #stoppedUrls: readonly StoppedUrl[];
  #followers: CouncilFollowers | null = null;

  constructor(start: CouncilStart) {
    const { whole, stopped, stoppedUrls = [], practiceUrlOf, now, log } = start;
    this.#touched = start.touched ?? (() => NOTHING_TOUCHED);
    this.#practiceUrlOf = practiceUrlOf;
    this.#log = log;
    this.#whole = whole;
    this.#date = localDateOf(now, whole.council.timezone);
    this.#today = this.#owned(configToday(whole, now, log));
    this.#stopped = byTarget(stopped);
    this.#stoppedUrls = stoppedUrls;
  }

  /** As the files say. */
  get whole(): Config {
    return this.#whole;
  }

  get today(): Config {
    return this.#today;
  }

  get stopped(): ReadonlyMap<string, StoppedTarget> {
    return this.#stopped;
  }

  /** URLs of stopped targets that are not in force any more, so that their stops can follow them. */
  get stoppedUrls(): readonly StoppedUrl[] {
    return this.#stoppedUrls;
  }

  /** New targets of `next` that take over the URL of a stopped one. */
  followedBy(next: Config): readonly FollowedStop[] {
    return followedStops(next, this.#stops());
  }

  /** What is measured today. */
  series(): readonly ScheduledTarget[] {
    return this.#seriesOf(this.#today, this.#stopped);
  }

  /** Called once, after the parts were started with what this holds. */
  follow(followers: CouncilFollowers): void {
    this.#followers = followers;
  }

  /**
   * `followed` are stopped from then on, too. Throws, and changes nothing, where the schedule refuses
   * the configuration.
   */
  takeConfig(whole: Config, now: number, followed: readonly StoppedTarget[] = []): void {
    const today = this.#owned(configToday(whole, now, this.#log));
    const stoppedUrls = stoppedUrlsAfter(whole, this.#stops());
    this.#take(today, byTarget([...this.#stopped.values(), ...followed]));
    this.#stoppedUrls = stoppedUrls;
    this.#whole = whole;
    this.#date = localDateOf(now, whole.council.timezone);
  }

  /** Members have set something anew: in force when this returns. What is measured stays as it is. */
  takeTouched(now: number): void {
    if (this.takeDay(now)) return;
    this.#today = this.#owned(configToday(this.#whole, now, noLog));
    this.#followers?.show(this.#today, this.#stopped);
  }

  takeStopped(stopped: readonly StoppedTarget[]): void {
    this.#take(this.#today, byTarget(stopped));
  }

  /** Whether a new day has begun in the council's zone, of which everything is then taken. */
  takeDay(now: number): boolean {
    const date = localDateOf(now, this.#whole.council.timezone);
    if (date === this.#date) return false;
    this.takeConfig(this.#whole, now);
    return true;
  }

  #owned(today: Config): Config {
    return withOwners(today, this.#touched()).config;
  }

  #stops(): StopsBefore {
    const urls = urlsOf(this.#whole);
    return { urls, stopped: this.#stopped, stoppedUrls: this.#stoppedUrls };
  }

  #take(today: Config, stopped: ReadonlyMap<string, StoppedTarget>): void {
    this.#followers?.schedule(this.#seriesOf(today, stopped), today.council.timezone);
    this.#today = today;
    this.#stopped = stopped;
    this.#followers?.show(today, stopped);
  }

  #seriesOf(today: Config, stopped: ReadonlyMap<string, StoppedTarget>): ScheduledTarget[] {
    return scheduledTargets(today, this.#practiceUrlOf).filter(
      ({ target }) => !stopped.has(target.id),
    );
  }
}

function byTarget(stopped: readonly StoppedTarget[]): ReadonlyMap<string, StoppedTarget> {
  return new Map(stopped.map((each) => [each.target, each]));
}
