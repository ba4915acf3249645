import { background } from '../../core/background.ts';
import { type Config, targetsOf } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { Sample } from '../../core/words/sample.ts';
import { OPERATOR } from '../../core/words/viewer.ts';
import { createGate } from '../../share/seal.ts';
import { openFanOut, openPoints } from '../../store/outlet.ts';
import type { InfluxFeed } from '../stores.ts';
import { fanOutOf } from './fan-out-of.ts';
import { type ProberFigures, proberPoint } from './prober-point.ts';
import { ReleasedFile } from './released-file.ts';
import { nextRelease, type SectorRelease, sectorMinuteOf } from './sector-minutes.ts';
import { sharedTargetsOf } from './shared-targets.ts';
import { TargetStates } from './target-states.ts';
import { Withdrawals } from './withdrawals.ts';

export interface BucketFeedParts {
  readonly influx: InfluxFeed;
  /** The configuration in force; another object when it has changed. */
  readonly today: () => Config;
  readonly figures: () => Omit<ProberFigures, 'spool'>;
  readonly storeDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A changed consent is in force for the buckets after so long at most, ms. */
const LOOK_MS = 5000;
const MINUTE_MS = 60_000;
/**
 * Keeps the buckets to the sharing rules and writes, each full minute, what was released of every
 * sector and how the measuring does.
 */
export class BucketFeed {
  readonly #parts: BucketFeedParts;
  readonly #gate = createGate();
  readonly #states = new TargetStates();
  readonly #file: ReleasedFile;
  readonly #withdrawals: Withdrawals;
  #releases: ReadonlyMap<string, SectorRelease>;
  #config: Config;
  #minute: number;
  #stopTimer = () => {};
  #working: Promise<void> = Promise.resolve();
  #isClosed = false;

  static async start(parts: BucketFeedParts): Promise<BucketFeed> {
    const file = new ReleasedFile(parts.storeDir);
    const { influx, storeDir, log } = parts;
    const forget = influx.forget.bind(influx);
    const feed = new BucketFeed(parts, {
      file,
      releases: await file.read(log),
      withdrawals: await Withdrawals.open(storeDir, forget, log),
    });
    await feed.#begin();
    return feed;
  }

  private constructor(
    parts: BucketFeedParts,
    kept: {
      readonly file: ReleasedFile;
      readonly releases: ReadonlyMap<string, SectorRelease>;
      readonly withdrawals: Withdrawals;
    },
  ) {
    this.#parts = parts;
    this.#file = kept.file;
    this.#releases = kept.releases;
    this.#withdrawals = kept.withdrawals;
    this.#config = parts.today();
    this.#minute = periodStart(parts.clock.now(), MINUTE_MS);
  }

  /** Every sample as it is made. */
  observe(sample: Sample): void {
    this.#states.observe(sample);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTimer();
    await this.#working;
  }

  async #begin(): Promise<void> {
    await this.#takeFanOut(this.#parts.clock.now());
    this.#schedule();
  }

  /** One look after the other, however long one takes. */
  #schedule(): void {
    const { clock, log } = this.#parts;
    if (this.#isClosed) return;
    this.#stopTimer = clock.after(LOOK_MS, () => {
      const look = this.#look(clock.now());
      background(look, 'buckets.look', log);
      this.#working = look.then(
        () => this.#schedule(),
        () => this.#schedule(),
      );
    });
  }

  async #look(now: number): Promise<void> {
    const { today, influx } = this.#parts;
    const config = today();
    const isOther = config !== this.#config;
    if (isOther) {
      this.#config = config;
      influx.planned.take(config, now);
      this.#states.keepOnly(new Set(targetsOf(config).map(({ target }) => target.id)));
    }
    const minute = periodStart(now, MINUTE_MS);
    const isMinute = minute > this.#minute;
    this.#minute = minute;
    const isNew = isMinute && influx.planned.look(now);
    if (isNew || isOther) await this.#takeFanOut(now);
    if (isMinute) {
      await this.#release(minute);
      await this.#withdrawals.work(now);
    }
  }

  async #takeFanOut(now: number): Promise<void> {
    const { influx } = this.#parts;
    const planned = influx.planned.all(now);
    const parts = { config: this.#config, buckets: influx.buckets, planned, now };
    const fanOut = openFanOut(fanOutOf(this.#gate, parts));
    await influx.spool.setFanOut(fanOut);
    const known = new Set(targetsOf(this.#config).map(({ target }) => target.id));
    await this.#withdrawals.take(fanOut.sectors, { known, now });
  }

  async #release(at: number): Promise<void> {
    const { spool, buckets } = this.#parts.influx;
    const points = this.#sectorMinutes(at);
    const released = this.#gate.seal(
      { kind: 'council' },
      { kind: 'released' },
      {
        asOf: at,
        data: points,
      },
    );
    if (released !== null) await spool.appendPoints(openPoints(released));
    const place = { bucket: buckets.operators, vantage: this.#config.vantage, at };
    const point = proberPoint({ ...this.#parts.figures(), spool: spool.status() }, place);
    const own = this.#gate.seal(OPERATOR, { kind: 'prober' }, { asOf: at, data: [point] });
    if (own !== null) await spool.appendPoints(openPoints(own));
    await this.#file.write(this.#releases);
  }

  #sectorMinutes(now: number) {
    const { timezone } = this.#config.council;
    const { maintenanceOf } = this.#parts.influx.planned;
    const placed = new Map(targetsOf(this.#config).map((each) => [each.target.id, each]));
    const stateOf = (id: string) => {
      const target = placed.get(id);
      if (target === undefined) throw new TypeError(`${id} is no target`);
      return this.#states.stateOf(target, now, maintenanceOf);
    };
    const releases = new Map<string, SectorRelease>();
    const points = [...sharedTargetsOf(this.#config)].flatMap(([sector, targets]) => {
      const previous = this.#releases.get(sector.id) ?? null;
      const next = nextRelease(previous, { sector, targets, stateOf, timezone, now });
      releases.set(sector.id, next);
      const isPlanned = targets.every(({ id }) => maintenanceOf(id, now) !== null);
      const suppressed = this.#config.practice || isPlanned;
      const bucket = this.#parts.influx.buckets.shared;
      return sectorMinuteOf(next, { bucket, sector, suppressed }) ?? [];
    });
    this.#releases = releases;
    return points;
  }
}
